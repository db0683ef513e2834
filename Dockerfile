# Pages are built with everything; the image that runs has the sources, their few dependencies, and no builder.
FROM node:24-slim AS pages
WORKDIR /tacet
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci
COPY contract contract
COPY authpage authpage
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /tacet
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-slim
ENV HOST=0.0.0.0 TACET_KEYS_DIR=/keys
WORKDIR /tacet
RUN mkdir /keys && chown node:node /keys && chmod 700 /keys
COPY --from=dependencies /tacet/node_modules node_modules
COPY package.json ./
COPY contract contract
COPY migrations migrations
COPY server server
COPY --from=pages /tacet/authpage/dist authpage/dist
USER node
VOLUME /keys
EXPOSE 4242
HEALTHCHECK --start-period=20s --interval=10s --timeout=5s \
  CMD ["node", "--disable-warning=ExperimentalWarning", "server/commands/tacet.ts", "healthcheck"]
CMD ["node", "--disable-warning=ExperimentalWarning", "server/commands/tacet.ts", "start"]
