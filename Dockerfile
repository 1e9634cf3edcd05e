# Two stages: what builds does not ship. The image holds no secret, no database and no key.
FROM python:3.13-slim-bookworm AS build

WORKDIR /source
RUN python -m venv /opt/cmpbot
COPY constraints.txt pyproject.toml README.md ./
COPY bot bot
COPY conversations conversations
COPY cmp_rules cmp_rules
COPY storage storage
RUN /opt/cmpbot/bin/python -m pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.13-slim-bookworm

# The database and the key are two volumes: whoever takes one has not got the other.
RUN groupadd --system --gid 10001 cmpbot \
    && useradd --system --uid 10001 --gid cmpbot --home-dir /nonexistent --shell /usr/sbin/nologin cmpbot \
    && install --directory --owner=cmpbot --group=cmpbot --mode=0700 /data /key
COPY --from=build /opt/cmpbot /opt/cmpbot
COPY deploy/healthy.py /opt/cmpbot/healthy.py

ENV PATH=/opt/cmpbot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CMPBOT_DB=sqlite:////data/cmpbot.db \
    CMPBOT_KEY_FILE=/key/key \
    CMPBOT_LISTEN=0.0.0.0:8080
WORKDIR /data
USER 10001:10001
VOLUME ["/data", "/key"]
EXPOSE 8080
# What is said at the end must still be delivered: give the container 45 seconds to stop.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/opt/cmpbot/healthy.py"]
ENTRYPOINT ["cmpbot"]
CMD ["run"]
