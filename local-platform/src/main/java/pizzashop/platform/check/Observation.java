package pizzashop.platform.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import pizzashop.contracts.Topics;
import pizzashop.platform.Tcp;
import pizzashop.platform.process.PlatformException;
import pizzashop.platform.records.TopicReader;

/** Reads the history of a running system, once that is quiet. */
final class Observation implements AutoCloseable {

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

	private final Endpoints endpoints;

	private final Patience patience;

	private final Pages pages;

	private final TopicReader<Optional<History.Event>> topic;

	private final TopicReader<History.DeadLetter> deadLetters;

	private final GroupLag lag;

	/**
	 * Begins to look at a system.
	 * @throws PlatformException when a part of it does not answer
	 */
	Observation(Endpoints endpoints, Patience patience) {
		this.endpoints = endpoints;
		this.patience = patience;
		this.pages = new Pages(endpoints, patience);
		checkKafkaAnswers(endpoints.kafka());
		endpoints.mailbox().checkReadable();
		this.pages.checkAnswers();
		this.topic = new TopicReader<>(endpoints.kafka(), Topics.PIZZA_ORDERS, new Records(patience)::event);
		this.deadLetters = new TopicReader<>(endpoints.kafka(), Topics.ORDERS_DLQ, Records::deadLetter);
		this.lag = new GroupLag(endpoints.kafka());
	}

	/**
	 * Waits until nothing is on its way any more, or the patience is over, and reads.
	 * @throws PlatformException when a part of the system does not answer
	 */
	History observe() {
		while (true) {
			long begin = System.nanoTime();
			boolean over = this.patience.isOver();
			String unrest = this.lag.inWords();
			if (unrest.isEmpty() || over) {
				List<History.Order> orders = this.pages.orders();
				unrest = unrest.isEmpty() ? unfinished(orders) : unrest;
				if (unrest.isEmpty() || over) {
					return read(orders, unrest);
				}
			}
			// who looks at much makes work for the system: rest as long as it took
			Duration took = Duration.ofNanos(System.nanoTime() - begin);
			this.patience.pause(unrest, (took.compareTo(SHORTEST_PAUSE) > 0) ? took : SHORTEST_PAUSE);
		}
	}

	/** The orders that have something before them yet, in words; empty without any. */
	private String unfinished(List<History.Order> orders) {
		List<String> ids = orders.stream()
			.filter((order) -> !Saga.isEnd(order.status()))
			.map(History.Order::id)
			.toList();
		if (!ids.isEmpty()) {
			return "the end of " + inWords(ids);
		}
		Set<String> refunded = new HashSet<>();
		events().stream()
			.filter((event) -> event.type().equals(Saga.REFUNDED))
			.forEach((event) -> refunded.add(event.order()));
		ids = orders.stream()
			.filter((order) -> Saga.isRefunded(order.status()) && !refunded.contains(order.id()))
			.map(History.Order::id)
			.toList();
		return ids.isEmpty() ? "" : "the refund of " + inWords(ids);
	}

	private static String inWords(List<String> orders) {
		String oldest = orders.getLast();
		return (orders.size() == 1) ? "order " + oldest : orders.size() + " orders, such as " + oldest;
	}

	private History read(List<History.Order> orders, String unrest) {
		this.patience.end();
		List<History.Event> events = events();
		History history = new History(orders, events, this.pages.tickets(), receipts(), this.deadLetters.readToEnd(),
				unrest);
		int younger = events().size() - events.size();
		return (unrest.isEmpty() && younger > 0) ? history.with(younger + " events that came meanwhile") : history;
	}

	private List<History.Event> events() {
		return this.topic.readToEnd().stream().flatMap(Optional::stream).toList();
	}

	private List<History.Receipt> receipts() {
		List<History.Receipt> receipts = new ArrayList<>();
		this.endpoints.mailbox().forEach((message) -> {
			Receipts.receiptIn(message).ifPresent(receipts::add);
			this.patience.tell("the mailbox (" + receipts.size() + " receipts)");
		});
		return receipts;
	}

	/** Kafka's client would try for long. */
	private static void checkKafkaAnswers(String kafka) {
		try {
			Tcp.connect(kafka);
		}
		catch (IOException ex) {
			throw new PlatformException("No Kafka answers at " + kafka + ": start the system with ./pizza up first.",
					ex);
		}
		catch (IllegalArgumentException ex) {
			throw new PlatformException("\"" + kafka + "\" is no address of Kafka: give HOST:PORT.", ex);
		}
	}

	@Override
	public void close() {
		this.topic.close();
		this.deadLetters.close();
		this.lag.close();
	}

}
