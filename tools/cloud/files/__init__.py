"""Readers of point clouds and meshes that strangers made: own and strict, on data of bounded size."""
