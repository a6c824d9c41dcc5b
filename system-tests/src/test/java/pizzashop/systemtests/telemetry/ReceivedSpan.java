package pizzashop.systemtests.telemetry;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * A span that a service has exported.
 *
 * @param parent the id of the span it belongs to, empty when it is the first of its trace
 * @param kind say {@code CONSUMER}
 * @param start when it began, in nanoseconds
 */
public record ReceivedSpan(String service, String trace, String id, String parent, String name, String kind, long start,
		long end, boolean failed, Map<String, String> attributes) {

	static ReceivedSpan of(String service, Span span) {
		HexFormat hex = HexFormat.of();
		return new ReceivedSpan(service, hex.formatHex(span.getTraceId().toByteArray()),
				hex.formatHex(span.getSpanId().toByteArray()), hex.formatHex(span.getParentSpanId().toByteArray()),
				span.getName(), span.getKind().name().replace("SPAN_KIND_", ""), span.getStartTimeUnixNano(),
				span.getEndTimeUnixNano(), span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
				span.getAttributesList()
					.stream()
					.collect(Collectors.toMap(KeyValue::getKey, (attribute) -> textOf(attribute.getValue()))));
	}

	private static String textOf(AnyValue value) {
		return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
	}

	/** An attribute, empty when it has none of that name. */
	public String attribute(String name) {
		return this.attributes.getOrDefault(name, "");
	}

	long millis() {
		return (this.end - this.start) / 1_000_000;
	}

}
