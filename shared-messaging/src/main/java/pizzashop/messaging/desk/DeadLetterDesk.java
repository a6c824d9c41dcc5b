package pizzashop.messaging.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pizzashop.messaging.failure.DeadLetter;
import pizzashop.messaging.failure.DeadLetterProperties;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps each dead letter of a group until somebody decides about it: to redrive its
 * record, or to discard it. What is on the desk stands in the service's database, so any
 * instance serves it.
 */
public class DeadLetterDesk {

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

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final DeadLetterProperties properties;

	private final Clock clock;

	/**
	 * @param group whose letters are kept
	 */
	DeadLetterDesk(String group, LetterTable table, TransactionTemplate transaction,
			KafkaTemplate<byte[], byte[]> kafka, DeadLetterProperties properties, Clock clock) {
		this.group = group;
		this.table = table;
		this.transaction = transaction;
		this.kafka = kafka;
		this.properties = properties;
		this.clock = clock;
	}

	/** Takes what is of this group from the dead-letter topic. */
	void take(List<ConsumerRecord<byte[], byte[]>> records) {
		List<LetterTable.Received> own = records.stream()
			.map((record) -> new LetterTable.Received(DeadLetter.of(record), LetterRecord.of(record)))
			.filter((received) -> received.letter().group().equals(this.group))
			.toList();
		if (!own.isEmpty()) {
			this.transaction.executeWithoutResult((status) -> this.table.enter(own));
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
	 * @throws LetterNotFoundException when there is no such letter
	 * @throws DecisionRefusedException when it is not for a redrive
	 * @throws KafkaException when Kafka does not take it; the letter is as it was
	 */
	void redrive(String id, boolean force, String by, String reason) {
		Redriven result = redrive(List.of(idOf(id)), force, by, reason);
		result.refused().stream().findFirst().ifPresent((refused) -> {
			throw new DecisionRefusedException(refused.why());
		});
	}

	/**
	 * Sends the records of all open letters of a filter back, in the order in which they
	 * stood on their topic.
	 * @param force also those that were redriven too often
	 * @throws KafkaException when Kafka does not take one; those before it are redriven,
	 * the others are as they were
	 */
	Redriven redriveAll(LetterFilter filter, boolean force, String by, String reason) {
		List<Letter> letters = this.table.inTheirOrder(filter.open(), MOST_LETTERS_IN_A_REDRIVE);
		int all = this.table.count(filter.open());
		List<Letter> redriven = new ArrayList<>();
		List<Redriven.Refused> refused = new ArrayList<>();
		for (int from = 0; from < letters.size(); from += LETTERS_IN_A_TRANSACTION) {
			List<UUID> ids = letters.subList(from, Math.min(from + LETTERS_IN_A_TRANSACTION, letters.size()))
				.stream()
				.map((letter) -> letter.said().id())
				.toList();
			Redriven some = redrive(ids, force, by, reason);
			redriven.addAll(some.redriven());
			refused.addAll(some.refused());
		}
		return new Redriven(redriven, refused, Math.max(0, all - letters.size()));
	}

	/** What {@link #redriveAll} would do now. */
	Redriven dryRun(LetterFilter filter, boolean force) {
		List<Letter> letters = this.table.inTheirOrder(filter.open(), MOST_LETTERS_IN_A_REDRIVE);
		List<Letter> redriven = new ArrayList<>();
		List<Redriven.Refused> refused = new ArrayList<>();
		for (Letter letter : letters) {
			objectionTo(letter, force).ifPresentOrElse((why) -> refused.add(new Redriven.Refused(letter, why)),
					() -> redriven.add(letter));
		}
		return new Redriven(redriven, refused, Math.max(0, this.table.count(filter.open()) - letters.size()));
	}

	/**
	 * Kafka has the records before the transaction ends. If that fails the letters stay
	 * open while their records are back: redriving them once more does no harm, for the
	 * inbox knows the event.
	 */
	private Redriven redrive(List<UUID> ids, boolean force, String by, String reason) {
		return this.transaction.execute((status) -> {
			List<Letter> redriven = new ArrayList<>();
			List<Redriven.Refused> refused = new ArrayList<>();
			List<CompletableFuture<?>> acknowledgements = new ArrayList<>();
			for (LetterTable.Stored stored : this.table.lock(ids)) {
				Letter letter = stored.letter();
				Optional<String> objection = objectionTo(letter, force);
				if (objection.isPresent()) {
					refused.add(new Redriven.Refused(letter, objection.get()));
					continue;
				}
				Letter next = new Letter(letter.said(), LetterStatus.REDRIVEN, letter.rounds() + 1);
				acknowledgements.add(this.kafka.send(stored.record().redriven(next.said(), next.rounds())));
				redriven.add(next);
			}
			this.table.decide(redriven, HistoryEntry.Action.REDRIVEN, now(), by, reason);
			await(acknowledgements);
			redriven.forEach((letter) -> log.info("Dead letter redriven letter={} round={} by=\"{}\" reason=\"{}\"",
					letter.said().id(), letter.rounds(), by, reason));
			return new Redriven(redriven, refused, 0);
		});
	}

	private Optional<String> objectionTo(Letter letter, boolean force) {
		if (force) {
			return Optional.empty();
		}
		if (letter.status() != LetterStatus.OPEN) {
			return Optional
				.of("It is " + letter.status() + ": redrive it with force if its record has to go back again");
		}
		if (letter.rounds() >= this.properties.mostRounds()) {
			return Optional.of("It was redriven " + letter.rounds()
					+ " times and failed each time: mend the cause, then redrive it with force");
		}
		return Optional.empty();
	}

	private void await(List<CompletableFuture<?>> acknowledgements) {
		try {
			CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new))
				.get(this.properties.sendTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while redriving", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			// What the producer still holds would be redriven although we say it is not.
			this.kafka.getProducerFactory().reset();
			throw new KafkaException("Kafka did not acknowledge a redriven record",
					new org.apache.kafka.common.errors.TimeoutException(ex));
		}
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
			this.table.decide(List.of(new Letter(letter.said(), LetterStatus.DISCARDED, letter.rounds())),
					HistoryEntry.Action.DISCARDED, now(), by, reason);
			log.info("Dead letter discarded letter={} by=\"{}\" reason=\"{}\"", letterId, by, reason);
		});
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
