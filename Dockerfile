# One image for all that Ballast runs as: `start` (all-in-one, with its own PostgreSQL), `web`, `worker`, `migrate`, and every
# command. docs/platforms.md#containers; deploy/container/try.sh builds and runs it where there is no container engine.
ARG NODE=24.21.0
ARG DEBIAN=bookworm

FROM node:${NODE}-${DEBIAN}-slim AS build
WORKDIR /ballast
ENV NEXT_TELEMETRY_DISABLED=1
# Packages first: they change less often than sources.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build
RUN npm run image -- --out /image
# A seventh of the program is names of functions for debuggers.
RUN apt-get update \
    && apt-get install -y --no-install-recommends binutils \
    && strip --strip-unneeded /usr/local/bin/node

# What runs needs no package manager, no Perl and no tables of old character sets.
FROM debian:${DEBIAN}-slim AS root
RUN apt-get update \
    && apt-get install -y --no-install-recommends tini=0.19.* \
    && rm -rf /usr/bin/apt* /usr/lib/apt /usr/lib/*-linux-gnu/libapt* /etc/apt /var/lib/apt /var/cache/* /var/log/* \
       /usr/bin/perl* /usr/lib/*-linux-gnu/perl-base /usr/lib/*-linux-gnu/gconv \
       /usr/share/zoneinfo/right /usr/share/zoneinfo/posix /usr/bin/tini-static /var/lib/dpkg/info

FROM scratch
LABEL org.opencontainers.image.title="Ballast" \
      org.opencontainers.image.description="Every crypto-exchange account in one place that can be trusted" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=root / /
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /image /ballast
# The user has a name, for initdb asks for it. A new volume takes its owner from the folder that it is laid over: /backups is there
# for BACKUP_DIR.
RUN groupadd --gid 10001 ballast \
    && useradd --uid 10001 --gid ballast --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ballast \
    && install -d -m 0700 -o ballast -g ballast /data /backups \
    && ln -s /ballast/deploy/container/ballast /usr/local/bin/ballast
WORKDIR /ballast
# All that is written is below DATA_DIR and /tmp: the rest may be read-only.
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=3000
USER 10001:10001
VOLUME /data
EXPOSE 3000
# Requests have ten seconds, the worker five and PostgreSQL ten: give it 30 (stop_grace_period, terminationGracePeriodSeconds).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 CMD ["ballast", "healthy"]
# tini reaps what PostgreSQL's starter leaves to process 1, and hands signals on.
ENTRYPOINT ["tini", "--", "ballast"]
CMD ["start"]
