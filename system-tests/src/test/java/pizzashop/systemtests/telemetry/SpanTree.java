package pizzashop.systemtests.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Spans, each below the one that caused it. */
public record SpanTree(List<ReceivedSpan> spans) {

	/**
	 * Siblings run side by side, so they stand in an order that does not depend on time.
	 */
	private static final Comparator<ReceivedSpan> BY_NAME = Comparator.comparing(ReceivedSpan::name)
		.reversed()
		.thenComparing(ReceivedSpan::service);

	/** Names, services and kinds, indented: what must be the same each time. */
	public String outline() {
		return write((span) -> span.name() + " (" + span.service() + ", " + span.kind() + ")");
	}

	/** For people: the outline with how long each took, and waited before. */
	public String picture() {
		return write((span) -> "%-40s %-21s %-9s %5d ms%s".formatted(span.name(), span.service(), span.kind(),
				span.millis(), span.attribute("messaging.outbox.wait_ms").isEmpty() ? ""
						: ", after " + span.attribute("messaging.outbox.wait_ms") + " ms in the outbox"));
	}

	private String write(Function<ReceivedSpan, String> line) {
		Set<String> ids = this.spans.stream().map(ReceivedSpan::id).collect(Collectors.toSet());
		return this.spans.stream()
			.filter((span) -> !ids.contains(span.parent()))
			.sorted(BY_NAME)
			.map((root) -> write(root, "", line))
			.collect(Collectors.joining());
	}

	private String write(ReceivedSpan span, String indentation, Function<ReceivedSpan, String> line) {
		return indentation + line.apply(span) + "\n"
				+ this.spans.stream()
					.filter((child) -> child.parent().equals(span.id()))
					.sorted(BY_NAME)
					.map((child) -> write(child, indentation + "  ", line))
					.collect(Collectors.joining());
	}

}
