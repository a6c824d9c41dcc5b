package pizzashop.messaging.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pizzashop.testplatform.TestPlatform;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class ChangeFeedIT {

	private static final Duration NEVER = Duration.ofHours(1);

	private final DriverManagerDataSource database = new DriverManagerDataSource(TestPlatform.jdbcUrl("kitchen"),
			"kitchen", "kitchen");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.database));

	private final List<ChangeFeed> instances = new ArrayList<>();

	@AfterEach
	void stopInstances() {
		this.instances.forEach(ChangeFeed::stop);
	}

	@Test
	void everyInstanceIsToldOfWhatOneCommits() {
		ChangeFeed one = instance(NEVER);
		ChangeFeed two = instance(NEVER);
		Heard there = new Heard(two, "order");
		Heard here = new Heard(one, "order");
		Heard ofOthers = new Heard(two, "ticket");
		UUID order = UUID.randomUUID();

		this.transaction.executeWithoutResult((status) -> one.announce("order", order));

		await().untilAsserted(() -> assertThat(there.ids()).containsExactly(order));
		await().untilAsserted(() -> assertThat(here.ids()).containsExactly(order));
		assertThat(ofOthers.ids()).isEmpty();
	}

	@Test
	void whatOneTransactionChangesOfSeveralSubjectsIsToldToWhoeverFollowsEach() {
		ChangeFeed feed = instance(NEVER);
		Heard orders = new Heard(feed, "order");
		Heard tickets = new Heard(feed, "ticket");
		UUID order = UUID.randomUUID();
		UUID ticket = UUID.randomUUID();

		this.transaction.executeWithoutResult((status) -> {
			feed.announce("order", order);
			feed.announce("ticket", ticket);
		});

		await().untilAsserted(() -> assertThat(orders.ids()).containsExactly(order));
		await().untilAsserted(() -> assertThat(tickets.ids()).containsExactly(ticket));
	}

	@Test
	void nobodyIsToldOfWhatWasRolledBack() {
		ChangeFeed feed = instance(NEVER);
		Heard heard = new Heard(feed, "order");
		UUID committed = UUID.randomUUID();

		this.transaction.executeWithoutResult((status) -> {
			feed.announce("order", UUID.randomUUID());
			status.setRollbackOnly();
		});
		this.transaction.executeWithoutResult((status) -> feed.announce("order", committed));

		await().untilAsserted(() -> assertThat(heard.ids()).containsExactly(committed));
	}

	@Test
	void announcingOutsideATransactionIsRefused() {
		ChangeFeed feed = instance(NEVER);

		assertThatIllegalStateException().isThrownBy(() -> feed.announce("order", UUID.randomUUID()));
	}

	@Test
	void aThousandChangesNeedMoreThanOneNotificationAndAllAreTold() {
		ChangeFeed feed = instance(NEVER);
		Heard heard = new Heard(feed, "order");
		Set<UUID> orders = Stream.generate(UUID::randomUUID).limit(1000).collect(Collectors.toSet());

		this.transaction.executeWithoutResult((status) -> orders.forEach((order) -> feed.announce("order", order)));

		await().untilAsserted(() -> assertThat(heard.ids()).isEqualTo(orders));
		assertThat(heard.changes).noneMatch(Changes::anything);
	}

	@Test
	void ofTooManyChangesItIsToldThatAnythingMayHaveChanged() {
		ChangeFeed feed = instance(NEVER);
		Heard heard = new Heard(feed, "order");

		this.transaction.executeWithoutResult((status) -> IntStream.rangeClosed(0, WaitingChanges.MOST_IDS)
			.forEach((i) -> feed.announce("order", UUID.randomUUID())));

		await().untilAsserted(() -> assertThat(heard.changes).anyMatch(Changes::anything));
	}

	@Test
	void whatNobodyAnnouncedIsLookedAtAllTheSameAfterAWhile() {
		Heard heard = new Heard(instance(Duration.ofMillis(100)), "order");

		await().untilAsserted(() -> assertThat(heard.changes).filteredOn(Changes::anything).hasSizeGreaterThan(2));
	}

	@Test
	void whoIsSlowGetsAllThatGatheredMeanwhileInOneCallAndHoldsUpNobody() throws Exception {
		ChangeFeed feed = instance(NEVER);
		CountDownLatch slowHasBegun = new CountDownLatch(1);
		CountDownLatch slowMayGoOn = new CountDownLatch(1);
		Queue<Changes> slow = new ConcurrentLinkedQueue<>();
		feed.subscribe("order", (changes) -> {
			slow.add(changes);
			slowHasBegun.countDown();
			awaitQuietly(slowMayGoOn);
		});
		Heard quick = new Heard(feed, "order");
		UUID first = UUID.randomUUID();
		Set<UUID> later = Stream.generate(UUID::randomUUID).limit(3).collect(Collectors.toSet());

		this.transaction.executeWithoutResult((status) -> feed.announce("order", first));
		slowHasBegun.await();
		for (UUID order : later) {
			this.transaction.executeWithoutResult((status) -> feed.announce("order", order));
			await().untilAsserted(() -> assertThat(quick.ids()).contains(order));
		}
		slowMayGoOn.countDown();

		await().untilAsserted(() -> assertThat(slow).last().extracting(Changes::ids).isEqualTo(later));
		assertThat(slow).hasSize(2);
	}

	@Test
	void whatWasMissedWhileTheConnectionWasLostMayBeAnything() {
		ChangeFeed feed = instance(NEVER);
		Heard heard = new Heard(feed, "order");
		UUID order = UUID.randomUUID();

		Integer lost = this.jdbc.queryForObject("""
				select count(pg_terminate_backend(pid)) from pg_stat_activity
				where application_name = 'change feed' and usename = current_user""", Integer.class);

		// with that of a test before, perhaps
		assertThat(lost).isPositive();
		await().untilAsserted(() -> assertThat(heard.changes).anyMatch(Changes::anything));
		this.transaction.executeWithoutResult((status) -> feed.announce("order", order));
		await().untilAsserted(() -> assertThat(heard.ids()).contains(order));
	}

	@Test
	void whoSubscribedIsToldAgainAfterAStopAndAStart() {
		ChangeFeed feed = instance(NEVER);
		Heard heard = new Heard(feed, "order");
		feed.stop();
		heard.changes.clear();

		feed.start();

		await().untilAsserted(() -> assertThat(heard.changes).anyMatch(Changes::anything));
	}

	@Test
	void whatIsCommittedUntilAnInstanceStopsIsAnnounced() {
		ChangeFeed stopping = instance(NEVER);
		Heard heard = new Heard(instance(NEVER), "order");
		UUID order = UUID.randomUUID();

		this.transaction.executeWithoutResult((status) -> stopping.announce("order", order));
		stopping.stop();

		await().untilAsserted(() -> assertThat(heard.ids()).contains(order));
	}

	/** Listens by the time that this returns. */
	private ChangeFeed instance(Duration reread) {
		ChangeFeed feed = new ChangeFeed(this.jdbc, new Details(),
				new LiveProperties(reread, Duration.ofSeconds(15), 10));
		Queue<Changes> heard = new ConcurrentLinkedQueue<>();
		try (ChangeFeed.Subscription subscription = feed.subscribe("anything", heard::add)) {
			feed.start();
			this.instances.add(feed);
			await().until(() -> !heard.isEmpty());
		}
		return feed;
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What a subscriber was told so far. */
	private static final class Heard {

		private final Queue<Changes> changes = new ConcurrentLinkedQueue<>();

		Heard(ChangeFeed feed, String subject) {
			feed.subscribe(subject, this.changes::add);
		}

		Set<UUID> ids() {
			return this.changes.stream().flatMap((change) -> change.ids().stream()).collect(Collectors.toSet());
		}

	}

	private static final class Details implements JdbcConnectionDetails {

		@Override
		public String getUsername() {
			return "kitchen";
		}

		@Override
		public String getPassword() {
			return "kitchen";
		}

		@Override
		public String getJdbcUrl() {
			return TestPlatform.jdbcUrl("kitchen");
		}

	}

}
