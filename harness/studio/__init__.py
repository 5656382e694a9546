"""The room in the browser, in step with its program: `room studio`."""
