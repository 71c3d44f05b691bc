# Evenkeel, one process per container. Where your registry serves a digest, pin it:
#   docker build --build-arg NODE_IMAGE=node:24-slim@sha256:… .
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# The CPU library of ONNX Runtime is inside its package; its install script would fetch CUDA.
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
# No script and no compiler: SQLite for this Node comes built for Node-API.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY scripts scripts
# What is inside, and under which licences: made here, of what is installed here.
RUN npx tsx scripts/supply-chain/write.ts third-party
RUN npm run build && find dist -name '*.map' -delete
# Only what runs on this platform: ONNX Runtime ships six, SQLite its sources.
RUN npm prune --omit=dev --ignore-scripts \
 && node -e "const {readdirSync,rmSync}=require('node:fs'),{platform,arch}=process,root='node_modules/onnxruntime-node/bin/napi-v6';for(const os of readdirSync(root))for(const cpu of readdirSync(root+'/'+os))if(os!==platform||cpu!==arch)rmSync(root+'/'+os+'/'+cpu,{recursive:true})" \
 && rm -rf node_modules/better-sqlite3 node_modules/better-sqlite3-node-api/deps node_modules/better-sqlite3-node-api/src \
 && find node_modules/better-sqlite3-node-api/prebuilds -name '*.node' ! -name "linux-$(node -p process.arch).node" -delete \
 && find node_modules -name '*.map' -delete

FROM ${NODE_IMAGE}
ARG VERSION=0.2.0
LABEL org.opencontainers.image.title="Evenkeel" \
      org.opencontainers.image.description="Real-time voice coaching sidecar for contact centres" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY --from=build /app/third-party third-party
COPY models models
# The demo call, so that an installation can be heard working: docker run --rm … demo --headless
COPY src/lab/telephones/demo-call.wav src/lab/telephones/
# Records are kept in data/evenkeel.sqlite unless configured otherwise; nothing else is written.
RUN install -d -o 1000 -g 1000 -m 0750 /data && ln -s /data data
ENV NODE_ENV=production \
    ORT_DISABLE_TELEMETRY=1 \
    EVENKEEL_SERVER_HOST=0.0.0.0
# By number, so that an orchestrator can see that it is not root.
USER 1000:1000
VOLUME ["/data"]
EXPOSE 8040
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["node", "dist/cli/cli.js", "health"]
ENTRYPOINT ["node", "dist/cli/cli.js"]
CMD ["serve"]
