package pizzashop.contracts.evolution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.fail;

/**
 * Stops a change of a contract that somebody could not read. What it says is meant for
 * whoever made the change.
 */
class EvolutionGateTests {

	private static final ReleasedContracts CONTRACTS = new ReleasedContracts(Path.of("src", "main"));

	@ParameterizedTest
	@MethodSource
	void theContractIsCompatibleWithEveryReleasedVersion(String event) throws IOException {
		Optional<String> complaint = CONTRACTS.complaintAbout(event);

		if (complaint.isPresent()) {
			fail("In shared-schemas:\n\n" + complaint.get() + "\nAll about it: docs/schema-evolution.md");
		}
	}

	static List<String> theContractIsCompatibleWithEveryReleasedVersion() throws IOException {
		return CONTRACTS.events();
	}

	@Test
	void releasedVersionsStayAsTheyAre() throws IOException {
		List<String> changes = CONTRACTS.changes();

		if (!changes.isEmpty()) {
			fail("""
					In shared-schemas:

					  %s

					Events that were written with a released version lie on the topic and in dead letters, and the \
					registry knows it: it stays as it is. Take the change back, and release another version instead.
					All about it: docs/schema-evolution.md""".formatted(String.join("\n  ", changes)));
		}
	}

}
