package pizzashop.systemtests.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Spans, each below the one that caused it. */
public record SpanTree(List<ReceivedSpan> spans) {

	/** Names, services and kinds: what must be the same each time, in the same order. */
	public String outline() {
		return write(Comparator.comparing(ReceivedSpan::name).reversed().thenComparing(ReceivedSpan::service),
				(indentation, span) -> indentation + span.name() + " (" + span.service() + ", " + span.kind() + ")");
	}

	/** For people: as it came, and how long each took, and waited before. */
	public String picture() {
		return write(Comparator.comparingLong(ReceivedSpan::start),
				(indentation, span) -> "%-42s %-21s %-9s %5d ms%s".formatted(indentation + span.name(), span.service(),
						span.kind(), span.millis(), span.attribute("messaging.outbox.wait_ms").isEmpty() ? ""
								: ", after " + span.attribute("messaging.outbox.wait_ms") + " ms in the outbox"));
	}

	private String write(Comparator<ReceivedSpan> order, BiFunction<String, ReceivedSpan, String> line) {
		Set<String> ids = this.spans.stream().map(ReceivedSpan::id).collect(Collectors.toSet());
		return write((span) -> !ids.contains(span.parent()), "", order, line);
	}

	private String write(Predicate<ReceivedSpan> which, String indentation, Comparator<ReceivedSpan> order,
			BiFunction<String, ReceivedSpan, String> line) {
		return this.spans.stream()
			.filter(which)
			.sorted(order)
			.map((span) -> line.apply(indentation, span) + "\n"
					+ write((child) -> child.parent().equals(span.id()), indentation + "  ", order, line))
			.collect(Collectors.joining());
	}

}
