package pizzashop.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import pizzashop.platform.process.PlatformDirectory;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.process.ProcessDefinition;
import pizzashop.platform.process.StopSignal;

/** PostgreSQL, from its own binaries. */
final class PostgresServer {

	/** In this local system the superuser's password is its name. */
	static final String SUPERUSER = "postgres";

	private PostgresServer() {
	}

	static String jdbcUrl(Ports ports, String database) {
		return "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database;
	}

	static ProcessDefinition definition(ProjectHome home, PlatformDirectory directory, Ports ports) {
		Path binaries = home.postgres().resolve("bin");
		Path data = directory.data().resolve("postgresql");
		List<String> command = notAsRoot(List.of(binaries.resolve("postgres").toString(), "-D", data.toString(), "-p",
				Integer.toString(ports.postgres()), "-c", "listen_addresses=127.0.0.1", "-c",
				"unix_socket_directories=", "-c", "max_connections=100", "-c", "fsync=on", "-c", "timezone=UTC", "-c",
				"log_timezone=UTC"));
		return new ProcessDefinition("postgresql", List.of(ports.postgres()), command, Map.of(), directory.run(),
				() -> prepare(home, directory, data), () -> answers(ports), StopSignal.INT, Duration.ofSeconds(20));
	}

	private static void prepare(ProjectHome home, PlatformDirectory directory, Path data)
			throws IOException, InterruptedException {
		PostgresArchive.unpack(home.postgresArchive(), home.postgres());
		if (Files.exists(data)) {
			forgetStalePid(data);
			return;
		}
		// renamed when complete, so that an interrupted initdb is begun anew
		Path partial = data.resolveSibling(data.getFileName() + ".part");
		PlatformDirectory.deleteRecursively(partial);
		Path password = Files.createTempFile(directory.run(), "superuser", ".part");
		try {
			Files.writeString(password, SUPERUSER);
			initialize(home, directory,
					List.of("-D", partial.toString(), "--username=" + SUPERUSER, "--pwfile=" + password,
							"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
							// here alter system can change it
							"--set=shared_buffers=64MB"));
		}
		finally {
			Files.delete(password);
		}
		Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
	}

	private static void initialize(ProjectHome home, PlatformDirectory directory, List<String> arguments)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(home.postgres().resolve("bin").resolve("initdb").toString());
		command.addAll(arguments);
		Process initdb = new ProcessBuilder(notAsRoot(command)).directory(directory.run().toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (initdb.waitFor() != 0) {
			throw new PlatformException("PostgreSQL's initdb failed:\n" + output.strip() + (isRoot()
					? "\nPostgreSQL refuses to run as root, and this machine may not let root make a user namespace: try as an ordinary user."
					: ""));
		}
	}

	/**
	 * After a reboot the pid in a stale postmaster.pid may be somebody else's, whom
	 * PostgreSQL then takes for itself.
	 */
	private static void forgetStalePid(Path data) throws IOException {
		Path file = data.resolve("postmaster.pid");
		if (Files.exists(file)) {
			Optional<ProcessHandle> holder = Files.readString(file)
				.lines()
				.findFirst()
				.flatMap((pid) -> ProcessHandle.of(Long.parseLong(pid.trim())));
			if (holder.flatMap((process) -> process.info().command())
				.filter((command) -> !command.endsWith("postgres"))
				.isPresent()) {
				Files.delete(file);
			}
		}
	}

	/**
	 * PostgreSQL refuses to run as root. In a user namespace without a mapping root is
	 * nobody, and yet owns its files.
	 */
	private static List<String> notAsRoot(List<String> command) {
		if (!isRoot()) {
			return command;
		}
		List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
		wrapped.addAll(command);
		return wrapped;
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private static boolean answers(Ports ports) throws Exception {
		Tcp.connect(ports.postgres()).close();
		try (Connection connection = DriverManager.getConnection(jdbcUrl(ports, SUPERUSER), SUPERUSER, SUPERUSER)) {
			return connection.isValid(2);
		}
	}

}
