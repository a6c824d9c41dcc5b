package pizzashop.testplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import pizzashop.platform.Infrastructure;
import pizzashop.platform.mail.Mail;
import pizzashop.platform.process.LaunchLock;
import pizzashop.platform.process.PlatformDirectory;

/** Processes of local-platform, in a temporary directory of this JVM. */
final class LocalProcesses implements Backend {

	private final Infrastructure infrastructure;

	private LocalProcesses(Infrastructure infrastructure) {
		this.infrastructure = infrastructure;
	}

	static LocalProcesses start() {
		try {
			Path parent = Files
				.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "pizzashop-test-platform"));
			deleteAbandoned(parent);
			Path directory = Files.createTempDirectory(parent, "");
			Infrastructure infrastructure = Infrastructure.start(directory);
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				infrastructure.close();
				PlatformDirectory.deleteRecursively(directory);
			}, "end-test-platform"));
			return new LocalProcesses(infrastructure);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A test JVM that was killed could not clean up; the next one does it. */
	private static void deleteAbandoned(Path parent) throws IOException {
		try (Stream<Path> directories = Files.list(parent)) {
			for (Path directory : directories.toList()) {
				if (Files.isDirectory(directory.resolve("run"))
						&& LaunchLock.endAbandoned(PlatformDirectory.in(directory))) {
					PlatformDirectory.deleteRecursively(directory);
				}
			}
		}
	}

	@Override
	public String description() {
		return "child processes of local-platform, because no Docker answers";
	}

	@Override
	public String bootstrapServers() {
		return this.infrastructure.bootstrapServers();
	}

	@Override
	public String registryUrl() {
		return this.infrastructure.registryUrl();
	}

	@Override
	public String jdbcUrl(String database) {
		return this.infrastructure.jdbcUrl(database);
	}

	@Override
	public String smtpHost() {
		return "127.0.0.1";
	}

	@Override
	public int smtpPort() {
		return this.infrastructure.smtpPort();
	}

	@Override
	public List<Mail> mailTo(String address) {
		return this.infrastructure.mailbox().to(address);
	}

}
