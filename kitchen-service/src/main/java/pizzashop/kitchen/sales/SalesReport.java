package pizzashop.kitchen.sales;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What sells.
 *
 * @param windows the minute that runs and the four before it, the oldest first
 * @param ranking the pizzas of all these minutes, the most ordered first
 */
public record SalesReport(List<Window> windows, List<Rank> ranking) {

	private static final int WINDOWS = 5;

	/**
	 * A minute.
	 *
	 * @param pizzas what was sold in it, by name
	 */
	public record Window(Instant start, Instant end, List<Sold> pizzas) {
	}

	/** What was sold of a pizza. */
	public record Sold(String pizza, long ordered, long cooked, long rejected) {

		Sold(String pizza, Tally tally) {
			this(pizza, tally.ordered(), tally.cooked(), tally.rejected());
		}

	}

	/**
	 * A pizza's place.
	 *
	 * @param place from 1; those that were ordered equally often share one
	 */
	public record Rank(int place, String pizza, long ordered, long cooked, long rejected) {
	}

	/** Of what was counted until now; older minutes are left out. */
	static SalesReport of(Collection<PizzaMinute> counted, Instant now) {
		long running = now.getEpochSecond() / PizzaMinute.LENGTH.toSeconds();
		List<Window> windows = LongStream.rangeClosed(running - WINDOWS + 1, running)
			.mapToObj((minute) -> Instant.ofEpochSecond(minute * PizzaMinute.LENGTH.toSeconds()))
			.map((start) -> windowOf(start, counted))
			.toList();
		return new SalesReport(windows, ranking(windows));
	}

	private static Window windowOf(Instant start, Collection<PizzaMinute> counted) {
		return new Window(start, start.plus(PizzaMinute.LENGTH),
				counted.stream()
					.filter((minute) -> minute.start().equals(start))
					.sorted(Comparator.comparing(PizzaMinute::pizza))
					.map((minute) -> new Sold(minute.pizza(), minute.tally()))
					.toList());
	}

	private static List<Rank> ranking(List<Window> windows) {
		List<Sold> sorted = windows.stream()
			.flatMap((window) -> window.pizzas().stream())
			.collect(Collectors.groupingBy(Sold::pizza,
					Collectors.reducing(Tally.NOTHING,
							(sold) -> new Tally(sold.ordered(), sold.cooked(), sold.rejected()), Tally::plus)))
			.entrySet()
			.stream()
			.map((pizza) -> new Sold(pizza.getKey(), pizza.getValue()))
			.sorted(Comparator.comparingLong(Sold::ordered).reversed().thenComparing(Sold::pizza))
			.toList();
		List<Rank> ranking = new ArrayList<>();
		for (Sold sold : sorted) {
			int place = (!ranking.isEmpty() && ranking.getLast().ordered() == sold.ordered())
					? ranking.getLast().place() : ranking.size() + 1;
			ranking.add(new Rank(place, sold.pizza(), sold.ordered(), sold.cooked(), sold.rejected()));
		}
		return ranking;
	}

}
