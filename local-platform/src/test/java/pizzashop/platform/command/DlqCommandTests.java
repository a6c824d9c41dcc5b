package pizzashop.platform.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.platform.Service;
import pizzashop.platform.letters.Letters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static pizzashop.platform.letters.Letters.ID;
import static pizzashop.platform.letters.Letters.undecodable;
import static pizzashop.platform.letters.Letters.with;

class DlqCommandTests {

	private static final String OTHER_ID = "3f2a0000-5b1d-3c77-9a40-0123456789ab";

	private final FakeManagement services = new FakeManagement();

	@AfterEach
	void stop() {
		this.services.close();
	}

	@Test
	void theLettersOfAllServicesAreListedTheYoungestFirst() {
		this.services.put(Service.KITCHEN, with(undecodable(), "failedAt", "2026-11-23T10:00:00Z"));
		this.services.put(Service.NOTIFICATION,
				with(with(undecodable(), "id", OTHER_ID), "failedAt", "2026-11-23T11:00:00Z"));

		Screen screen = run("dlq", "list");

		assertThat(screen.exitCode()).isZero();
		assertThat(screen.output()).containsSubsequence("ID ", "3f2a0000  ", "notification", "3f2a9c1e  ", "kitchen",
				"2 open dead letters, the youngest first.", "./pizza dlq show 3f2a0000 --port-offset ");
		assertThat(screen.output().lines()).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(80));
	}

	@Test
	void aListThatIsCutSaysSo() {
		putMany(7);

		assertThat(run("dlq", "list", "--limit", "3").output())
			.contains("The youngest 3 of 7 open dead letters; --limit 7 lists all.")
			.containsPattern("(?s)^(\\S[^\n]*\n){4}\n");
	}

	@Test
	void jsonIsCompleteOverAllPages() {
		putMany(250);

		JsonNode array = new JsonMapper().readTree(run("dlq", "list", "--json").output());

		assertThat(array.size()).isEqualTo(250);
		assertThat(array.get(0).path("message").asString()).isEqualTo(undecodable().get("message"));
	}

	@Test
	void onlyTheAskedServiceIsAsked() {
		this.services.put(Service.KITCHEN, undecodable());
		this.services.stop(Service.ORDER);
		this.services.stop(Service.NOTIFICATION);

		Screen screen = run("dlq", "list", "--service", "kitchen");

		assertThat(screen.exitCode()).isZero();
		assertThat(screen.output()).contains("1 open dead letter.");
	}

	@Test
	void aServiceThatIsAwayIsNamedAndTheOthersAreListed() {
		this.services.put(Service.NOTIFICATION, undecodable());
		this.services.stop(Service.KITCHEN);

		Screen screen = run("dlq", "list");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.output()).contains("1 open dead letter.");
		assertThat(screen.errors()).containsOnlyOnce("No kitchen-service answers at http://127.0.0.1:");
	}

	@Test
	void whenNoServiceAnswersNothingIsSaidOfLetters() {
		this.services.close();

		Screen screen = run("dlq", "list");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.output()).isEmpty();
		assertThat(screen.errors().lines()).hasSize(3);
	}

	@Test
	void aLetterIsShownByTheBeginningOfItsId() {
		this.services.put(Service.KITCHEN, undecodable());

		assertThat(run("dlq", "show", "3F2A").output()).contains("Dead letter " + ID + ", OPEN", "00000000  54 68",
				"./pizza dlq redrive 3f2a9c1e --port-offset ");
		assertThat(new JsonMapper().readTree(run("dlq", "show", ID, "--json").output()).path("hex").asString())
			.isEqualTo(undecodable().get("hex"));
	}

	@Test
	void aBeginningThatTwoServicesHaveIsNotGuessedAt() {
		this.services.put(Service.KITCHEN, undecodable());
		this.services.put(Service.NOTIFICATION, with(undecodable(), "id", OTHER_ID));

		Screen screen = run("dlq", "redrive", "3f2a");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.errors()).contains("Several dead letters begin with '3f2a'", ID + " of kitchen-service",
				OTHER_ID + " of notification-service");
		assertThat(this.services.requests()).isEmpty();
	}

	@Test
	void aBeginningThatOneServiceHasTwiceIsNotGuessedAt() {
		this.services.put(Service.KITCHEN, undecodable());
		this.services.put(Service.KITCHEN, with(undecodable(), "id", OTHER_ID));
		this.services.put(Service.NOTIFICATION, with(undecodable(), "id", "3f2a1111-5b1d-3c77-9a40-0123456789ab"));

		Screen screen = run("dlq", "redrive", "3f2a");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.errors()).contains("More than one letter begins with 3f2a");
		assertThat(this.services.requests()).isEmpty();
	}

	@Test
	void aLetterThatIsNotThereIsAFailure() {
		Screen screen = run("dlq", "show", "abcd");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.errors()).contains("No dead letter begins with 'abcd'.");
	}

	@Test
	void aRedriveIsSignedAndTold() {
		this.services.put(Service.KITCHEN, undecodable());

		Screen screen = run("dlq", "redrive", "3f2a9c1e", "--reason", "oven repaired");

		assertThat(screen.exitCode()).isZero();
		assertThat(screen.output()).contains("3f2a9c1e (kitchen-service OrderPlaced, order a5677dbd): redriven",
				"1 redriven, 0 refused.");
		assertThat(this.services.requests()).singleElement()
			.asString()
			.startsWith("/dead-letters/" + ID + "/redrive ")
			.contains("\"by\":\"" + System.getProperty("user.name") + "\"", "\"reason\":\"oven repaired\"",
					"\"force\":false");
	}

	@Test
	void whatIsRefusedIsToldWithTheDesksWords() {
		this.services.put(Service.KITCHEN, with(undecodable(), "rounds", 5));
		this.services.put(Service.NOTIFICATION, with(undecodable(), "id", OTHER_ID));

		Screen screen = run("dlq", "redrive", "3f2a9c1e", "3f2a0000");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.output()).contains("refused, Conflict: It was redriven 5 times", "1 redriven, 1 refused.");
		assertThat(run("dlq", "redrive", "3f2a9c1e", "--force").exitCode()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--all", "3f2a9c1e 3f2a0000" })
	void aDryRunChangesNothing(String which) {
		this.services.put(Service.KITCHEN, with(undecodable(), "rounds", 5));
		this.services.put(Service.NOTIFICATION, with(undecodable(), "id", OTHER_ID));

		Screen screen = run(("dlq redrive --dry-run " + which).split(" ", -1));

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.output()).containsIgnoringCase("it was redriven 5 times")
			.contains("3f2a9c1e (kitchen-service OrderPlaced, order a5677dbd): refused, ",
					"3f2a0000 (notification-service OrderPlaced, order a5677dbd): would be redriven",
					"1 would be redriven, 1 refused.");
		assertThat(screen.output().contains("more wait")).isEqualTo(which.equals("--all"));
		assertThat(this.services.letter(Service.NOTIFICATION, OTHER_ID)).containsEntry("status", "OPEN");
	}

	@Test
	void aDryRunOfOneLetterAsksTheDeskAboutThisLetterAlone() {
		this.services.put(Service.KITCHEN, with(with(undecodable(), "key", null), "status", "DISCARDED"));

		Screen screen = run("dlq", "redrive", "3f2a9c1e", "--dry-run", "--force");

		assertThat(screen.exitCode()).isZero();
		assertThat(screen.output()).contains("3f2a9c1e (kitchen-service OrderPlaced): would be redriven",
				"1 would be redriven, 0 refused.");
		assertThat(this.services.requests()).singleElement()
			.asString()
			.startsWith("/dead-letters/" + ID + "/redrive ")
			.contains("\"force\":true", "\"dryRun\":true");
		assertThat(run("dlq", "redrive", "3f2a9c1e", "--dry-run").output())
			.contains("refused, Conflict: It is DISCARDED");
		assertThat(this.services.letter(Service.KITCHEN, ID)).containsEntry("status", "DISCARDED");
	}

	@Test
	void allOpenLettersAreRedrivenAlsoWhenAServiceIsAway() {
		this.services.put(Service.KITCHEN, undecodable());
		this.services.put(Service.KITCHEN, with(with(undecodable(), "id", OTHER_ID), "status", "DISCARDED"));
		this.services.stop(Service.ORDER);

		Screen screen = run("dlq", "redrive", "--all");

		assertThat(screen.exitCode()).isEqualTo(1);
		assertThat(screen.output()).contains("1 redriven, 0 refused.");
		assertThat(screen.errors()).contains("No order-service answers");
		assertThat(this.services.letter(Service.KITCHEN, ID)).containsEntry("status", "REDRIVEN");
		assertThat(this.services.letter(Service.KITCHEN, OTHER_ID)).containsEntry("status", "DISCARDED");
	}

	@Test
	void aDiscardIsSignedAndTold() {
		this.services.put(Service.KITCHEN, undecodable());

		Screen screen = run("dlq", "discard", "3f2a9c1e", "--reason", "a test");

		assertThat(screen.exitCode()).isZero();
		assertThat(screen.output()).contains("1 discarded, 0 refused.");
		assertThat(this.services.requests()).singleElement().asString().contains("\"reason\":\"a test\"");
		assertThat(run("dlq", "discard", "3f2a9c1e", "--reason", "again").output())
			.contains("refused, Conflict: It is DISCARDED");
	}

	@Test
	void nothingAStrangerSentSteersTheTerminal() {
		this.services.put(Service.KITCHEN, with(with(undecodable(), "type", Letters.NASTY), "key", Letters.NASTY));

		for (String line : new String[] { "dlq list", "dlq list --json", "dlq show " + ID, "dlq show --json " + ID,
				"dlq redrive --dry-run --all", "dlq redrive --all" }) {
			Screen screen = run(line.split(" ", -1));

			assertThat(screen.exitCode()).as(line).isZero();
			assertThat(screen.output()).as(line).contains("evil").matches((text) -> !Letters.steers(text));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "redrive", "redrive 3f2a9c1e --all", "redrive 3f2a9c1e --type OrderPlaced",
			"redrive ../../x", "discard 3f2a9c1e", "discard --reason x", "show", "show abc", "list --status LOST",
			"list --limit 0", "list --service cellar" })
	void whatCannotBeMeantIsAUsageError(String line) {
		Screen screen = run(("dlq " + line).split(" ", -1));

		assertThat(screen.exitCode()).isEqualTo(2);
		assertThat(this.services.requests()).isEmpty();
	}

	@Test
	void theOvenIsJammedAndRepaired() {
		assertThat(run("oven").output()).startsWith("The oven works, since ");

		assertThat(run("oven", "jam").exitCode()).isZero();
		assertThat(this.services.isJammed()).isTrue();
		assertThat(run("oven").output()).startsWith("The oven is jammed, since ");

		assertThat(run("oven", "repair").exitCode()).isZero();
		assertThat(this.services.isJammed()).isFalse();
	}

	private void putMany(int count) {
		for (int i = 0; i < count; i++) {
			this.services.put(Service.KITCHEN,
					with(undecodable(), "id", String.format("%08x-5b1d-3c77-9a40-0123456789ab", i)));
		}
	}

	private Screen run(String... arguments) {
		return Screen.of(80, this.services, arguments);
	}

}
