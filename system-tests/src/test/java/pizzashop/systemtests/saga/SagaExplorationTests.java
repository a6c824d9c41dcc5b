package pizzashop.systemtests.saga;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pizzashop.systemtests.saga.Shop.Menu;
import pizzashop.systemtests.saga.Shop.Step;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Goes breadth-first through everything that can happen to one order: its events are
 * published late, delivered, delivered again, given up and redriven in whatever order,
 * and its customer and the deadline strike in between. What breaks a promise is told with
 * the shortest story that leads to it.
 */
class SagaExplorationTests {

	/** So that a table which sends without end fails the test and not the machine. */
	private static final int MOST_STATES = 1_000_000;

	/** Each state that can be reached, with a shortest way to it. */
	private final Map<Shop, List<String>> stories = new LinkedHashMap<>();

	/** Where one step leads from each state, without what changes nothing. */
	private final Map<Shop, List<Shop>> successors = new HashMap<>();

	@ParameterizedTest
	@EnumSource
	void noOrderIsBothCookedAndRefundedOrRefundedTwiceAndEachCanEnd(Menu menu) {
		explore(Shop.afterPosting(menu));

		assertEachCanEnd("when what is a dead letter is redriven", Shop::redriveOfOrderPlaced);
		assertEachCanEnd("when OrderPlaced stays a dead letter", Shop::deadline);
		System.out.printf("%s: %d states, %d transitions, %d distinct interleavings%n", menu, this.stories.size(),
				this.successors.values().stream().mapToInt(List::size).sum(), interleavings(Shop.afterPosting(menu)));
	}

	private void explore(Shop begin) {
		Deque<Shop> ahead = new ArrayDeque<>(List.of(begin));
		this.stories.put(begin, List.of());
		while (!ahead.isEmpty()) {
			Shop shop = ahead.remove();
			List<String> story = this.stories.get(shop);
			List<Shop> next = new ArrayList<>();
			for (Step step : shop.steps()) {
				if (!step.next().equals(shop)) {
					next.add(step.next());
					if (!this.stories.containsKey(step.next())) {
						List<String> longer = new ArrayList<>(story);
						longer.add(step.name());
						this.stories.put(step.next(), List.copyOf(longer));
						ahead.add(step.next());
						assertNoMoneyIsLost(step.next(), longer);
					}
				}
			}
			this.successors.put(shop, next);
			assertThat(this.stories).hasSizeLessThan(MOST_STATES);
		}
	}

	private static void assertNoMoneyIsLost(Shop shop, List<String> story) {
		assertThat(shop.wasCooked() && shop.refunds() > 0).as("cooked and refunded after %s", story).isFalse();
		assertThat(shop.refunds()).as("refunds after %s", story).isLessThanOrEqualTo(1);
	}

	/**
	 * That from every state an end is reached when what is under way arrives.
	 * @param help what has to happen, besides
	 */
	private void assertEachCanEnd(String when, Function<Shop, List<Step>> help) {
		Set<Shop> canEnd = whatCanEnd(help);
		this.stories.forEach((shop,
				story) -> assertThat(canEnd.contains(shop)).as("a way to an end %s, after %s", when, story).isTrue());
	}

	/** Backwards from the ends. */
	private Set<Shop> whatCanEnd(Function<Shop, List<Step>> help) {
		Map<Shop, List<Shop>> predecessors = new HashMap<>();
		for (Shop shop : this.stories.keySet()) {
			Stream.concat(shop.arrivals().stream(), help.apply(shop).stream())
				.forEach((step) -> predecessors.computeIfAbsent(step.next(), (key) -> new ArrayList<>()).add(shop));
		}
		Deque<Shop> ahead = new ArrayDeque<>(this.stories.keySet().stream().filter(Shop::isAtItsEnd).toList());
		Set<Shop> canEnd = new HashSet<>(ahead);
		while (!ahead.isEmpty()) {
			for (Shop before : predecessors.getOrDefault(ahead.remove(), List.of())) {
				if (canEnd.add(before)) {
					ahead.add(before);
				}
			}
		}
		return canEnd;
	}

	/**
	 * How many stories there are that go on until nothing can happen any more: summed up
	 * state by state, since no step leads back.
	 */
	private BigInteger interleavings(Shop begin) {
		Map<Shop, BigInteger> counts = new HashMap<>();
		List<Shop> latestFirst = new ArrayList<>();
		Map<Shop, Integer> incoming = new HashMap<>();
		this.successors.values().forEach((next) -> next.forEach((shop) -> incoming.merge(shop, 1, Integer::sum)));
		Deque<Shop> free = new ArrayDeque<>(List.of(begin));
		while (!free.isEmpty()) {
			Shop shop = free.remove();
			latestFirst.addFirst(shop);
			this.successors.get(shop).forEach((next) -> {
				if (incoming.merge(next, -1, Integer::sum) == 0) {
					free.add(next);
				}
			});
		}
		assertThat(latestFirst).as("no step leads back").hasSameSizeAs(this.stories.keySet());
		for (Shop shop : latestFirst) {
			List<Shop> next = this.successors.get(shop);
			counts.put(shop, next.isEmpty() ? BigInteger.ONE
					: next.stream().map(counts::get).reduce(BigInteger.ZERO, BigInteger::add));
		}
		return counts.get(begin);
	}

}
