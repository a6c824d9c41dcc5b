package pizzashop.contracts.evolution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;

/**
 * The contracts of today in {@code avro/}, and beside them what was released of each, in
 * {@code released/OrderPlaced/1.avsc} and so on, with checksums in
 * {@code released/SHA256SUMS}. Every complaint is text for whoever changed a file.
 *
 * @param main the directory that holds both
 */
record ReleasedContracts(Path main) {

	private static final String CHECKSUMS = "SHA256SUMS";

	/** The names of all events that are there or were released. */
	List<String> events() throws IOException {
		try (Stream<Path> current = Files.list(this.main.resolve("avro"));
				Stream<Path> released = Files.list(this.main.resolve("released"))) {
			return Stream
				.concat(current.map((file) -> nameOf(file).replace(".avsc", "")),
						released.filter(Files::isDirectory).map(ReleasedContracts::nameOf))
				.distinct()
				.sorted()
				.toList();
		}
	}

	/** What forbids to build with the contract as it is now. */
	Optional<String> complaintAbout(String event) throws IOException {
		Path file = this.main.resolve("avro").resolve(event + ".avsc");
		if (!Files.exists(file)) {
			return Optional.of("""
					%s is gone, but was released: its events lie on the topic and in dead letters. Keep it; \
					docs/schema-evolution.md tells how an event is retired.""".formatted(file));
		}
		AvroSchema current = read(file);
		List<String> complaints = new ArrayList<>();
		List<Objection> unsound = Soundness.objections(current.rawSchema());
		if (!unsound.isEmpty()) {
			complaints.add(file + " should not be released as it is:\n\n" + inWords(unsound));
		}
		List<Path> versions = versionsOf(event);
		for (Path released : versions) {
			List<Objection> objections = Evolution.objections(read(released).rawSchema(), current.rawSchema());
			if (!objections.isEmpty()) {
				complaints.add("%s is not compatible both ways with version %s of %s (%s):%n%n%s".formatted(file,
						nameOf(released).replace(".avsc", ""), event, released, inWords(objections)));
			}
		}
		if (complaints.isEmpty() && !isReleased(current, versions)) {
			complaints.add(requestToRelease(event, file, versions.size() + 1));
		}
		return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", complaints));
	}

	private static boolean isReleased(AvroSchema current, List<Path> versions) throws IOException {
		return !versions.isEmpty() && read(versions.getLast()).canonicalString().equals(current.canonicalString());
	}

	private String requestToRelease(String event, Path file, int version) {
		return """
				%1$s may become version %3$d of %2$s: every version is compatible with it. It is not released yet. \
				When it is as it shall stay, and together with the code that uses it:

				    (cd %4$s && mkdir -p %2$s && cp ../avro/%2$s.avsc %2$s/%3$d.avsc && sha256sum %2$s/%3$d.avsc >> %5$s)
				"""
			.formatted(file, event, version, this.main.resolve("released"), CHECKSUMS);
	}

	private static String inWords(List<Objection> objections) {
		return objections.stream().map(Objection::toString).collect(Collectors.joining("\n"));
	}

	private List<Path> versionsOf(String event) throws IOException {
		Path directory = this.main.resolve("released").resolve(event);
		if (!Files.exists(directory)) {
			return List.of();
		}
		Map<Integer, Path> versions = new TreeMap<>();
		try (Stream<Path> files = Files.list(directory)) {
			files.filter((file) -> nameOf(file).matches("\\d+\\.avsc"))
				.forEach((file) -> versions.put(Integer.valueOf(nameOf(file).replace(".avsc", "")), file));
		}
		return List.copyOf(versions.values());
	}

	/** What was done to released files that must not be. */
	List<String> changes() throws IOException {
		Path released = this.main.resolve("released");
		Map<String, String> checksums = checksums(released);
		List<String> changes = new ArrayList<>();
		for (Map.Entry<String, String> checksum : checksums.entrySet()) {
			Path file = released.resolve(checksum.getKey());
			if (!Files.exists(file)) {
				changes.add(file + " was removed.");
			}
			else if (!checksum.getValue().equals(checksumOf(file))) {
				changes.add(file + " was changed.");
			}
		}
		for (String event : events()) {
			List<Path> versions = versionsOf(event);
			for (int number = 1; number <= versions.size(); number++) {
				Path file = versions.get(number - 1);
				if (!nameOf(file).equals(number + ".avsc")) {
					changes
						.add(file + " is the version after " + (number - 1) + ", so its name is " + number + ".avsc.");
				}
				if (!checksums.containsKey(event + "/" + nameOf(file))) {
					changes.add(file + " has no line in " + CHECKSUMS + ".");
				}
			}
		}
		return changes;
	}

	private static Map<String, String> checksums(Path released) throws IOException {
		Map<String, String> checksums = new TreeMap<>();
		for (String line : Files.readAllLines(released.resolve(CHECKSUMS))) {
			if (!line.isBlank()) {
				String[] parts = line.split(" +\\*?", 2);
				checksums.put(parts[1], parts[0]);
			}
		}
		return checksums;
	}

	/** As sha256sum tells it, wherever git gives text files other ends of lines. */
	private static String checksumOf(Path file) throws IOException {
		try {
			byte[] text = Files.readString(file).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static AvroSchema read(Path file) throws IOException {
		return new AvroSchema(Files.readString(file));
	}

	private static String nameOf(Path file) {
		return file.getFileName().toString();
	}

}
