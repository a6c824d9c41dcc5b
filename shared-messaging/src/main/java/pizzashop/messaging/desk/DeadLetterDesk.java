package pizzashop.messaging.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.messaging.failure.DeadLetterProperties;
import pizzashop.messaging.failure.PartitionRetry;
import pizzashop.messaging.live.ChangeFeed;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps each dead letter of a group until somebody decides about it: to redrive its
 * record, or to discard it. What is on the desk stands in the service's database, so any
 * instance serves it.
 */
public class DeadLetterDesk {

	/** Of the changes that are announced when letters are entered or decided about. */
	static final String CHANGES = "dead-letters";

	/** Records may be as large as any, and a redrive holds some at a time. */
	private static final int LETTERS_IN_A_TRANSACTION = 20;

	private static final int MOST_LETTERS_IN_A_REDRIVE = 1000;

	private static final Pattern BEGINNING_OF_ID = Pattern.compile("[0-9a-f-]{4,36}");

	private static final String LEAST_ID = "00000000-0000-0000-0000-000000000000";

	private static final String GREATEST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

	private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);

	private final String group;

	private final LetterTable table;

	private final TransactionTemplate transaction;

	private final ReturnPath returnPath;

	private final DeadLetterProperties properties;

	private final ChangeFeed changes;

	private final Counter refused;

	private final Clock clock;

	/**
	 * @param group whose letters are kept
	 */
	DeadLetterDesk(String group, LetterTable table, TransactionTemplate transaction, ReturnPath returnPath,
			DeadLetterProperties properties, ChangeFeed changes, MeterRegistry meters, Clock clock) {
		this.group = group;
		this.table = table;
		this.transaction = transaction;
		this.returnPath = returnPath;
		this.properties = properties;
		this.changes = changes;
		this.refused = Counter.builder("messaging.dead.letters.refused")
			.description("Dead letters that the desk's database refuses to hold")
			.tag("group", group)
			.register(meters);
		this.clock = clock;
	}

	/**
	 * Takes what is of this group from the dead-letter topic. What the database refuses
	 * to hold stays there alone, and is told and counted: it must not keep those behind
	 * it from the desk.
	 */
	void take(List<ConsumerRecord<byte[], byte[]>> records) {
		List<ConsumerRecord<byte[], byte[]>> own = records.stream()
			.filter((record) -> DeadLetter.of(record).group().equals(this.group))
			.toList();
		if (own.isEmpty()) {
			return;
		}
		try {
			enter(own);
		}
		catch (DataIntegrityViolationException ex) {
			own.forEach(this::enterAlone);
		}
	}

	private void enter(List<ConsumerRecord<byte[], byte[]>> records) {
		List<LetterTable.Received> letters = records.stream()
			.map((record) -> new LetterTable.Received(DeadLetter.of(record), LetterRecord.of(record)))
			.toList();
		this.transaction.executeWithoutResult((status) -> {
			this.table.enter(letters);
			letters.forEach((received) -> this.changes.announce(CHANGES, received.letter().id()));
		});
	}

	private void enterAlone(ConsumerRecord<byte[], byte[]> record) {
		try {
			enter(List.of(record));
		}
		catch (DataIntegrityViolationException ex) {
			this.refused.increment();
			log.error("Dead letter not on the desk, the database refuses it record={}-{}@{} cause=\"{}\"",
					record.topic(), record.partition(), record.offset(),
					PartitionRetry.inOneLine(ex.getMostSpecificCause()));
		}
	}

	List<Letter> page(LetterFilter filter, @Nullable UUID before, int limit) {
		return this.table.page(filter, before, limit);
	}

	int count(LetterFilter filter) {
		return this.table.count(filter);
	}

	/** How many letters wait for somebody. */
	public int open() {
		return this.table.count(new LetterFilter(LetterStatus.OPEN, null, null));
	}

	/**
	 * A letter with its record.
	 * @param id its id, or the beginning of it if no other begins so
	 * @throws LetterNotFoundException when there is none
	 * @throws DecisionRefusedException when there is more than one
	 */
	LetterTable.Stored letter(String id) {
		return this.table.find(idOf(id)).orElseThrow(() -> new LetterNotFoundException("There is no letter " + id));
	}

	List<HistoryEntry> historyOf(Letter letter) {
		return this.table.historyOf(letter.said().id());
	}

	/**
	 * Sends a letter's record back to its topic, for this group alone.
	 * @param force also when the letter is not open, or was redriven too often
	 * @param dryRun changes nothing, and fails as the redrive would now
	 * @throws LetterNotFoundException when there is no such letter
	 * @throws DecisionRefusedException when it is not for a redrive
	 * @throws KafkaException when Kafka does not take it; the letter is as it was
	 */
	void redrive(String id, boolean force, boolean dryRun, String by, String reason) {
		Function<Letter, Optional<String>> objection = (letter) -> objectionTo(letter, force, force);
		Redriven result = dryRun ? judge(List.of(letter(id).letter()), objection)
				: redrive(List.of(idOf(id)), objection, by, reason);
		result.refused().stream().findFirst().ifPresent((refused) -> {
			throw new DecisionRefusedException(refused.why());
		});
	}

	/**
	 * Sends the records of the open letters of a filter back, in the order in which they
	 * stood on their topic, until 1,000 are redriven. Those that are refused do not stand
	 * in the way of the others.
	 * @param force also those that were redriven too often
	 * @param dryRun changes nothing, and says what would happen now
	 * @throws KafkaException when Kafka does not answer; those before are redriven, the
	 * others are as they were
	 */
	Redriven redriveAll(LetterFilter filter, boolean force, boolean dryRun, String by, String reason) {
		Function<Letter, Optional<String>> objection = (letter) -> objectionTo(letter, false, force);
		int all = this.table.count(filter.open());
		List<Letter> redriven = new ArrayList<>();
		List<Redriven.Refused> refused = new ArrayList<>();
		List<Letter> page = this.table.inTheirOrder(filter.open(), null, MOST_LETTERS_IN_A_REDRIVE);
		while (!page.isEmpty() && redriven.size() < MOST_LETTERS_IN_A_REDRIVE) {
			Redriven judged = judge(page, objection);
			refused.addAll(judged.refused());
			List<Letter> next = atMost(MOST_LETTERS_IN_A_REDRIVE - redriven.size(), judged.redriven());
			Redriven done = dryRun ? new Redriven(next, List.of(), 0) : redriveInTurn(next, objection, by, reason);
			redriven.addAll(done.redriven());
			refused.addAll(done.refused());
			page = this.table.inTheirOrder(filter.open(), page.getLast().said().id(), MOST_LETTERS_IN_A_REDRIVE);
		}
		List<Redriven.Refused> named = atMost(MOST_LETTERS_IN_A_REDRIVE, refused);
		return new Redriven(redriven, named, Math.max(0, all - redriven.size() - named.size()));
	}

	/** What would be redriven now, and what refused. */
	private static Redriven judge(List<Letter> letters, Function<Letter, Optional<String>> objection) {
		List<Letter> redriven = new ArrayList<>();
		List<Redriven.Refused> refused = new ArrayList<>();
		for (Letter letter : letters) {
			objection.apply(letter)
				.ifPresentOrElse((why) -> refused.add(new Redriven.Refused(letter, why)), () -> redriven.add(letter));
		}
		return new Redriven(redriven, refused, 0);
	}

	private Redriven redriveInTurn(List<Letter> letters, Function<Letter, Optional<String>> objection, String by,
			String reason) {
		List<Letter> redriven = new ArrayList<>();
		List<Redriven.Refused> refused = new ArrayList<>();
		for (int from = 0; from < letters.size(); from += LETTERS_IN_A_TRANSACTION) {
			List<UUID> ids = atMost(LETTERS_IN_A_TRANSACTION, letters.subList(from, letters.size())).stream()
				.map((letter) -> letter.said().id())
				.toList();
			Redriven some = redrive(ids, objection, by, reason);
			redriven.addAll(some.redriven());
			refused.addAll(some.refused());
		}
		return new Redriven(redriven, refused, 0);
	}

	private static <T> List<T> atMost(int most, List<T> list) {
		return list.subList(0, Math.min(most, list.size()));
	}

	/**
	 * Kafka has the records before the transaction ends. If that fails the letters stay
	 * as they were while their records are back: redriving them once more does no harm,
	 * for the inbox knows the event. What was decided about a letter until it was locked
	 * counts.
	 */
	private Redriven redrive(List<UUID> ids, Function<Letter, Optional<String>> objection, String by, String reason) {
		return this.transaction.execute((status) -> {
			List<LetterTable.Stored> sendable = new ArrayList<>();
			List<Letter> redriven = new ArrayList<>();
			List<Redriven.Refused> refused = new ArrayList<>();
			for (LetterTable.Stored stored : this.table.lock(ids)) {
				objection.apply(stored.letter())
					.ifPresentOrElse((why) -> refused.add(new Redriven.Refused(stored.letter(), why)),
							() -> sendable.add(stored));
			}
			this.returnPath.send(sendable)
				.forEach((letter, objectionOfKafka) -> objectionOfKafka.ifPresentOrElse(
						(why) -> refused.add(new Redriven.Refused(letter, why)),
						() -> redriven.add(letter.redriven())));
			decide(redriven, HistoryEntry.Action.REDRIVEN, by, reason);
			redriven.forEach((letter) -> log.info("Dead letter redriven letter={} round={} by=\"{}\" reason=\"{}\"",
					letter.said().id(), letter.rounds(), PartitionRetry.inOneLine(by),
					PartitionRetry.inOneLine(reason)));
			return new Redriven(redriven, refused, 0);
		});
	}

	/**
	 * @param closedToo whether letters go back that are not open
	 * @param tooOftenToo whether letters go back that have come back again and again
	 */
	private Optional<String> objectionTo(Letter letter, boolean closedToo, boolean tooOftenToo) {
		if (letter.status() != LetterStatus.OPEN && !closedToo) {
			return Optional
				.of("It is " + letter.status() + ": redrive it alone, with force, if its record has to go back again");
		}
		if (letter.rounds() >= this.properties.mostRounds() && !tooOftenToo) {
			return Optional.of("It was redriven " + letter.rounds()
					+ " times and failed each time: mend the cause, then redrive it with force");
		}
		return this.returnPath.objectionTo(letter.said());
	}

	/**
	 * Closes a letter whose record is not needed.
	 * @throws LetterNotFoundException when there is no such letter
	 * @throws DecisionRefusedException when it is not open
	 */
	void discard(String id, String by, String reason) {
		UUID letterId = idOf(id);
		this.transaction.executeWithoutResult((status) -> {
			Letter letter = this.table.lock(List.of(letterId))
				.stream()
				.findFirst()
				.map(LetterTable.Stored::letter)
				.orElseThrow(() -> new LetterNotFoundException("There is no letter " + id));
			if (letter.status() != LetterStatus.OPEN) {
				throw new DecisionRefusedException(
						"It is " + letter.status() + ": only an open letter can be discarded");
			}
			decide(List.of(letter.discarded()), HistoryEntry.Action.DISCARDED, by, reason);
			log.info("Dead letter discarded letter={} by=\"{}\" reason=\"{}\"", letterId, PartitionRetry.inOneLine(by),
					PartitionRetry.inOneLine(reason));
		});
	}

	private void decide(List<Letter> letters, HistoryEntry.Action action, String by, String reason) {
		this.table.decide(letters, action, now(), by, reason);
		letters.forEach((letter) -> this.changes.announce(CHANGES, letter.said().id()));
	}

	/**
	 * What is on the desk, to be seen at a glance.
	 * @param mostTypes how many event types are named
	 */
	DeskOverview overview(int mostTypes) {
		return new DeskOverview(this.group, this.table.counts(), this.table.types(mostTypes),
				this.table.lastHistoryNumber());
	}

	private UUID idOf(String id) {
		if (!BEGINNING_OF_ID.matcher(id).matches()) {
			throw new LetterNotFoundException(
					"\"" + id + "\" is not the id of a letter, nor the first 4 or more characters of one");
		}
		List<UUID> ids = idsBeginning(id);
		if (ids.size() > 1) {
			throw new DecisionRefusedException("More than one letter begins with " + id);
		}
		if (ids.isEmpty()) {
			throw new LetterNotFoundException("There is no letter " + id);
		}
		return ids.getFirst();
	}

	private List<UUID> idsBeginning(String id) {
		try {
			return this.table.idsBetween(UUID.fromString(id + LEAST_ID.substring(id.length())),
					UUID.fromString(id + GREATEST_ID.substring(id.length())));
		}
		catch (IllegalArgumentException ex) {
			return List.of(); // its dashes are not where those of an id are
		}
	}

	/** As exact as the database is. */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
