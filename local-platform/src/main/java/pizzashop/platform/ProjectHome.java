package pizzashop.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import pizzashop.platform.process.PlatformException;

/**
 * The project's root, and what its build has put there.
 *
 * @param root the folder with the script {@code pizza} and the parent pom
 */
public record ProjectHome(Path root) {

	/** Names the root when the current directory is not in it. */
	public static final String PROPERTY = "pizzashop.home";

	/**
	 * The folder that the system property {@value #PROPERTY} names; without it the
	 * nearest one from the current directory upwards.
	 * @throws PlatformException when there is none
	 */
	public static ProjectHome locate() {
		String named = System.getProperty(PROPERTY);
		if (named != null) {
			return new ProjectHome(Path.of(named).toAbsolutePath().normalize());
		}
		Path start = Path.of("").toAbsolutePath();
		return Stream.<Path>iterate(start, (folder) -> folder != null, Path::getParent)
			.filter((folder) -> Files.exists(folder.resolve("pizza")) && Files.exists(folder.resolve("pom.xml")))
			.findFirst()
			.map(ProjectHome::new)
			.orElseThrow(() -> new PlatformException(
					"The project's root is not " + start + " nor above it: name it with -D" + PROPERTY + "=…"));
	}

	/** Where a system keeps its files unless told otherwise. */
	public Path state() {
		return this.root.resolve(".pizza");
	}

	/** The jars that the child processes run on. */
	Path libraries() {
		return built(target().resolve("lib"));
	}

	Path registry() {
		return built(target().resolve("registry"));
	}

	Path postgresArchive() {
		return find(built(target().resolve("postgresql-archive")), "", ".txz").orElseThrow(this::notBuilt);
	}

	/** Where the archive is unpacked to at the first start. */
	Path postgres() {
		return target().resolve("postgresql");
	}

	Path jarOf(Service service) {
		Path target = this.root.resolve(service.processName()).resolve("target");
		return find(target, service.processName() + "-", ".jar").orElseThrow(this::notBuilt);
	}

	private Path target() {
		return this.root.resolve("local-platform").resolve("target");
	}

	private Path built(Path path) {
		if (!Files.exists(path)) {
			throw notBuilt();
		}
		return path;
	}

	private PlatformException notBuilt() {
		return new PlatformException(
				"The project in " + this.root + " is not built: run ./pizza, or mvn package -DskipTests, there first.");
	}

	private static Optional<Path> find(Path directory, String prefix, String suffix) {
		if (!Files.isDirectory(directory)) {
			return Optional.empty();
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> isNamed(file, prefix, suffix)).sorted().findFirst();
		}
		catch (IOException ex) {
			throw new PlatformException("Cannot read " + directory + ": " + ex + ".", ex);
		}
	}

	private static boolean isNamed(Path file, String prefix, String suffix) {
		String name = file.getFileName().toString();
		return name.startsWith(prefix) && name.endsWith(suffix)
				&& List.of("-sources", "-javadoc", "-tests", "-plain")
					.stream()
					.noneMatch((classifier) -> name.endsWith(classifier + suffix));
	}

}
