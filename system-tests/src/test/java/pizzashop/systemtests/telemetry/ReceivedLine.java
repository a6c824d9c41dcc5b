package pizzashop.systemtests.telemetry;

import java.util.HexFormat;

import io.opentelemetry.proto.logs.v1.LogRecord;

/**
 * A line of a log that a service has exported.
 *
 * @param trace the id of its trace, empty outside of any
 * @param order the order that it is about, if it says so
 */
public record ReceivedLine(String service, String trace, String text, String order) {

	static ReceivedLine of(String service, LogRecord line) {
		return new ReceivedLine(service, HexFormat.of().formatHex(line.getTraceId().toByteArray()),
				line.getBody().getStringValue(),
				line.getAttributesList()
					.stream()
					.filter((attribute) -> attribute.getKey().equals("orderId"))
					.map((attribute) -> attribute.getValue().getStringValue())
					.findFirst()
					.orElse(""));
	}

}
