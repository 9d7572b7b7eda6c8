# The site on nginx, as a user without rights:
#   docker build --tag streaming-docs .
#   docker run --rm --publish 8080:8000 streaming-docs
FROM node:24 AS build
WORKDIR /site
COPY package.json package-lock.json ./
COPY .ci .ci
RUN node .ci/setup.mjs
COPY . .
ARG SITE_URL
ARG BASE_PATH
ARG EDIT_URL
RUN npm run build \
	&& mkdir -p "/srv/streaming/dist$BASE_PATH" \
	&& cp -R dist/. "/srv/streaming/dist$BASE_PATH" \
	&& node src/build/hosting/print.ts nginx > nginx.conf

FROM nginxinc/nginx-unprivileged:1.30-alpine
COPY --from=build /site/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /srv/streaming/dist /srv/streaming/dist
USER 101
# Where nginx listens if it has no rights and is not told where.
EXPOSE 8000
