# docker build -t dataroom:0.1.0 .
# docker run --rm --read-only --tmpfs /tmp --network none --cap-drop ALL --security-opt no-new-privileges \
#   -v /srv/rooms:/srv/rooms:ro -v /srv/results:/srv/results -v /srv/state:/state dataroom:0.1.0 check /srv/rooms/a --out /srv/results/a
# One base for both stages. To pin its bytes as well: --build-arg PYTHON=python@sha256:…
ARG PYTHON=python:3.12-slim-bookworm
FROM ${PYTHON} AS build
WORKDIR /src
COPY constraints/run.txt constraints/build.txt constraints/
RUN python -m venv /opt/dataroom \
 && /opt/dataroom/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r constraints/run.txt \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r constraints/build.txt
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY dataroom dataroom
COPY rules rules
COPY checklists checklists
# The build tools are those of the lists alone, and stay behind with this stage; pip is not needed to run.
RUN /opt/build/bin/python -m hatchling build -t wheel -d /wheel \
 && /opt/dataroom/bin/pip install --no-cache-dir --no-deps /wheel/*.whl \
 && /opt/dataroom/bin/pip uninstall --yes pip \
 && /opt/dataroom/bin/python -m compileall -q /opt/dataroom

FROM ${PYTHON}
LABEL org.opencontainers.image.title="dataroom" \
      org.opencontainers.image.description="Offline readiness checker for data rooms" \
      org.opencontainers.image.licenses="Apache-2.0"
# Scans are read with Tesseract; without it they are listed as not read.
RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-fra tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 dataroom \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /state --shell /usr/sbin/nologin dataroom \
 && install -d -m 0700 -o 10001 -g 10001 /state
COPY --from=build /opt/dataroom /opt/dataroom
# Nothing asks for a language of messages: files and standard output are UTF-8.
ENV PATH=/opt/dataroom/bin:$PATH \
    LANG=C.UTF-8 \
    LC_ALL=C.UTF-8 \
    XDG_STATE_HOME=/state \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /tmp
VOLUME /state
ENTRYPOINT ["dataroom"]
CMD ["--help"]
