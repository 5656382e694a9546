"""The child process of `local`: llama.cpp's server, until its input closes."""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Read what is wanted from the first line of the input, print the address, and serve."""
    import xllamacpp

    wanted = json.loads(sys.stdin.readline())
    params = xllamacpp.CommonParams()
    params.model.path = wanted["model"]
    if wanted["projector"]:
        params.mmproj.path = wanted["projector"]
    params.n_ctx, params.n_parallel = wanted["context"], 1
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.api_keys, params.ui, params.endpoint_slots = [wanted["key"]], False, False
    params.use_jinja = True
    params.model_alias = {Path(wanted["model"]).name}
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # weights need no tidying up


if __name__ == "__main__":
    main()
