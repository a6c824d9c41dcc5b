package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.ProcessDefinition;
import pizzashop.platform.process.StopSignal;

/**
 * A Schema Registry that speaks Confluent's API (Apicurio), with its schemas in a file.
 */
final class RegistryServer {

	private RegistryServer() {
	}

	static String url(Ports ports) {
		return "http://127.0.0.1:" + ports.registry() + "/apis/ccompat/v7";
	}

	static ProcessDefinition definition(ProjectHome home, PlatformDirectory directory, Ports ports) {
		Path data = directory.data().resolve("registry");
		// written at every commit: an id that a producer has seen must survive a kill
		String database = "jdbc:h2:file:" + data.resolve("registry") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
		List<String> command = JavaProgram.java("-Xmx160m", Compilers.QUICK.option(), "-Dquarkus.http.host=127.0.0.1",
				"-Dquarkus.http.port=" + ports.registry(), "-Dquarkus.management.host=127.0.0.1",
				"-Dquarkus.management.port=" + ports.registryManagement(), "-Dapicurio.storage.kind=sql",
				"-Dapicurio.storage.sql.kind=h2", "-Dapicurio.datasource.url=" + database,
				"-Dapicurio.datasource.jdbc.initial-size=1", "-Dapicurio.datasource.jdbc.min-size=1",
				"-Dapicurio.datasource.jdbc.max-size=10", "-Dquarkus.http.access-log.enabled=false",
				"-Dapicurio.storage.snapshot.location=" + data, "-jar",
				home.registry().resolve("quarkus-run.jar").toString());
		return new ProcessDefinition("schema-registry", List.of(ports.registry(), ports.registryManagement()), command,
				Map.of(), directory.run(), () -> createDirectory(data), new HttpProbe(url(ports) + "/subjects"),
				StopSignal.TERM, Duration.ofSeconds(10));
	}

	private static void createDirectory(Path data) throws IOException {
		Files.createDirectories(data);
	}

}
