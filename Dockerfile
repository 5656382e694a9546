# The README's two commands in a container, as an unprivileged user:
#
#   docker build -t drawing-room .
#   docker run --rm -v drawing-room-runs:/home/room/drawing-room/runs drawing-room \
#       run example/bedroom.png --out runs/bedroom
#   docker build -t drawing-room:test --build-arg PACKAGE_GROUPS=dev . && docker run --rm drawing-room:test test
FROM debian:12-slim

# What Blender loads, and what uv is fetched with (harness/setup/system.py names the same).
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv ca-certificates \
        libx11-6 libxrender1 libxfixes3 libxi6 libxkbcommon0 libsm6 libgl1 libegl1 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 1000 room && install -d -o room -g room /home/room/drawing-room
USER room
WORKDIR /home/room/drawing-room
COPY --chown=room:room . .
ARG PACKAGE_GROUPS=""
RUN python3 harness/start.py add $PACKAGE_GROUPS && mkdir -p runs && rm -rf /home/room/.cache/uv
ENV PATH="/home/room/drawing-room/.venv/bin:$PATH"

ENTRYPOINT ["python3", "harness/start.py"]
CMD ["run", "example/bedroom.png", "--out", "runs/bedroom"]
