# One file for all images. docker compose build makes them all; one of them alone:
#   docker build --build-arg SERVICE=kitchen-service --build-arg PORT=8082 --build-arg MANAGEMENT_PORT=9082 \
#       --tag pizzashop/kitchen-service .
# The target "deployment" is the step that comes before the services: it creates the topics and registers the schemas.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
# All services at once: the images share this stage, and it runs once for all of them.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -ntp -Dmaven.test.skip=true -Dlocal-platform.without-servers=true \
        -pl order-service,kitchen-service,notification-service -am package

FROM build AS layers
ARG SERVICE
# application/ holds the service's jar, dependencies/ the libraries, which seldom change.
RUN java -Djarmode=tools -jar "${SERVICE:?Say which with --build-arg SERVICE=order-service, or kitchen-service, or notification-service}/target/$SERVICE-1.0.0-SNAPSHOT.jar" \
        extract --layers --destination /layers --application-filename application.jar

FROM eclipse-temurin:25-jre AS runtime
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pizzashop
WORKDIR /application

FROM runtime AS deployment
COPY --from=build /build/shared-schemas/target/lib/ lib/
COPY --from=build /build/shared-schemas/target/shared-schemas-1.0.0-SNAPSHOT.jar lib/
USER 10001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", \
    "-cp", "lib/*", "pizzashop.contracts.Deployment"]

FROM runtime AS service
ARG PORT
ARG MANAGEMENT_PORT
RUN test -n "$PORT" && test -n "$MANAGEMENT_PORT" || { echo 'Say PORT and MANAGEMENT_PORT too, see the first lines.'; exit 1; }
# A container's own loopback reaches nobody; who may come in is up to its network.
ENV SERVER_ADDRESS=0.0.0.0 SERVER_PORT=$PORT \
    MANAGEMENT_SERVER_ADDRESS=0.0.0.0 MANAGEMENT_SERVER_PORT=$MANAGEMENT_PORT \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY deploy/container/ ./
# Starts the service up to where it would listen, without a database, and keeps the classes that it loaded and linked.
# A second start shows that the cache is used: in this mode it would fail otherwise.
RUN start='-Dspring.context.exit=onRefresh -Dspring.flyway.enabled=false -Dspring.jpa.hibernate.ddl-auto=none \
        -Dspring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false \
        -Dspring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect -jar application.jar' \
    && java @jvm.options -XX:AOTCacheOutput=application.aot $start \
    && java @jvm.options -XX:AOTCache=application.aot -XX:AOTMode=on $start
USER 10001
EXPOSE $PORT $MANAGEMENT_PORT
HEALTHCHECK --interval=5s --timeout=5s --start-period=90s --retries=3 CMD ["/application/ready"]
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=application.aot", "-jar", "application.jar"]
