package pizzashop.contracts.evolution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReleasedContractsTests {

	private static final String FIRST = """
			{"type": "record", "name": "Baked", "fields": [{"name": "order", "type": "string"}]}
			""";

	private static final String SECOND = """
			{"type": "record", "name": "Baked", "fields": [{"name": "order", "type": "string"},
			 {"name": "oven", "type": ["null", "string"], "default": null}]}
			""";

	/** Compatible with the second version, but not with the first. */
	private static final String THIRD = """
			{"type": "record", "name": "Baked", "fields": [{"name": "order", "type": "string"},
			 {"name": "oven", "type": ["null", "string"]}]}
			""";

	@TempDir
	private Path main;

	private ReleasedContracts contracts;

	@BeforeEach
	void releaseTheFirstVersion() throws IOException {
		this.contracts = new ReleasedContracts(this.main);
		Files.createDirectories(this.main.resolve("avro"));
		Files.createDirectories(this.main.resolve("released/Baked"));
		change(FIRST);
		release(1, FIRST);
		Files.writeString(this.main.resolve("released/SHA256SUMS"),
				"c514111843a60fc51c3735559ba2b83b0de17396d1df915595f2e2f8ccc90af1  Baked/1.avsc\n");
	}

	@Test
	void whatIsReleasedMayBeBuilt() throws IOException {
		assertThat(this.contracts.events()).containsExactly("Baked");
		assertThat(this.contracts.complaintAbout("Baked")).isEmpty();
		assertThat(this.contracts.changes()).isEmpty();
	}

	@Test
	void aCompatibleChangeIsToBeReleased() throws IOException {
		change(SECOND);

		assertThat(this.contracts.complaintAbout("Baked")).get()
			.asString()
			.contains("Baked.avsc may become version 2 of Baked")
			.contains("mkdir -p Baked && cp ../avro/Baked.avsc Baked/2.avsc && "
					+ "sha256sum Baked/2.avsc >> SHA256SUMS)");
	}

	@Test
	void wordsOfDocumentationAreAVersionOfTheirOwnBecauseTheRegistryTakesThemForOne() throws IOException {
		change(FIRST.replace("\"type\": \"string\"", "\"type\": \"string\", \"doc\": \"Whose it is.\""));

		assertThat(this.contracts.complaintAbout("Baked")).get().asString().contains("may become version 2");
	}

	@Test
	void everyReleasedVersionCountsAndNotTheLastAlone() throws IOException {
		release(2, SECOND);
		change(THIRD);

		assertThat(this.contracts.complaintAbout("Baked")).get()
			.asString()
			.contains("Baked.avsc is not compatible both ways with version 1 of Baked")
			.contains("Baked.oven was added without a default")
			.doesNotContain("version 2");
	}

	@Test
	void tenComesAfterNine() throws IOException {
		for (int version = 2; version < 10; version++) {
			release(version, FIRST);
		}
		release(10, SECOND);
		change(SECOND);

		assertThat(this.contracts.complaintAbout("Baked")).isEmpty();
	}

	@Test
	void aNewEventIsToBeReleased() throws IOException {
		Files.writeString(this.main.resolve("avro/Burnt.avsc"), FIRST.replace("Baked", "Burnt"));

		assertThat(this.contracts.events()).containsExactly("Baked", "Burnt");
		assertThat(this.contracts.complaintAbout("Burnt")).get().asString().contains("may become version 1 of Burnt");
	}

	@Test
	void anEventThatWasReleasedStays() throws IOException {
		Files.delete(this.main.resolve("avro/Baked.avsc"));

		assertThat(this.contracts.events()).containsExactly("Baked");
		assertThat(this.contracts.complaintAbout("Baked")).get()
			.asString()
			.contains("Baked.avsc is gone, but was released");
	}

	@Test
	void aReleasedVersionIsNeitherChangedNorRemoved() throws IOException {
		release(1, SECOND);
		assertThat(this.contracts.changes()).singleElement().asString().endsWith("1.avsc was changed.");

		Files.delete(this.main.resolve("released/Baked/1.avsc"));
		assertThat(this.contracts.changes()).singleElement().asString().endsWith("1.avsc was removed.");
	}

	@Test
	void aReleaseIsCompleteWithItsChecksumAndItsNumber() throws IOException {
		release(3, SECOND);

		assertThat(this.contracts.changes()).satisfiesExactly(
				(change) -> assertThat(change).endsWith("3.avsc is the version after 1, so its name is 2.avsc."),
				(change) -> assertThat(change).endsWith("3.avsc has no line in SHA256SUMS."));
	}

	@Test
	void backupsOfAnEditorAndEmptyLinesCountForNothing() throws IOException {
		Files.writeString(this.main.resolve("released/Baked/1.avsc~"), SECOND);
		Files.writeString(this.main.resolve("released/SHA256SUMS"), "\n", StandardOpenOption.APPEND);

		assertThat(this.contracts.changes()).isEmpty();
		assertThat(this.contracts.complaintAbout("Baked")).isEmpty();
	}

	@Test
	void otherEndsOfLinesAreNoChange() throws IOException {
		release(1, FIRST.replace("\n", "\r\n"));

		assertThat(this.contracts.changes()).isEmpty();
	}

	@Test
	void whatIsWrongByItselfIsNotReleased() throws IOException {
		Files.writeString(this.main.resolve("avro/Burnt.avsc"), """
				{"type": "record", "name": "Burnt", "fields": [
				 {"name": "at", "type": {"type": "long", "logicalType": "timestamp-mikros"}}]}""");

		assertThat(this.contracts.complaintAbout("Burnt")).get()
			.asString()
			.contains("Burnt.avsc should not be released as it is")
			.contains("Burnt.at is a long, and timestamp-mikros is ignored");
	}

	private void change(String schema) throws IOException {
		Files.writeString(this.main.resolve("avro/Baked.avsc"), schema);
	}

	private void release(int version, String schema) throws IOException {
		Files.writeString(this.main.resolve("released/Baked/" + version + ".avsc"), schema);
	}

}
