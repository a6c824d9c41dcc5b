package pizzashop.platform.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import pizzashop.platform.Service;
import pizzashop.platform.operator.DeadLetterDesk;
import pizzashop.platform.operator.LetterFilter;

/** The options that say which dead letters are meant. */
final class LetterSelection {

	@Option(names = "--type", paramLabel = "EVENT", defaultValue = "",
			description = "Only those of an event, say OrderPlaced.")
	private String type = "";

	@Option(names = "--order", paramLabel = "ID", defaultValue = "",
			description = "Only those of an order, by its whole id.")
	private String order = "";

	@Option(names = "--service", paramLabel = "NAME", converter = ServiceName.class,
			description = "Only those of a service: order, kitchen or notification.")
	private @Nullable Service service;

	LetterFilter filter(LetterFilter.Status status) {
		return new LetterFilter(status, this.type, this.order);
	}

	/** The desks of the services that are meant. */
	List<DeadLetterDesk> desks(PortOffset portOffset) {
		return desks(portOffset, (this.service != null) ? Stream.of(this.service) : Stream.of(Service.values()));
	}

	static List<DeadLetterDesk> allDesks(PortOffset portOffset) {
		return desks(portOffset, Stream.of(Service.values()));
	}

	private static List<DeadLetterDesk> desks(PortOffset portOffset, Stream<Service> services) {
		return services.map((service) -> new DeadLetterDesk(service, portOffset.managementOf(service))).toList();
	}

	boolean isEverything() {
		return this.type.isEmpty() && this.order.isEmpty() && this.service == null;
	}

	/** With or without what all names end in. */
	static final class ServiceName implements ITypeConverter<Service> {

		@Override
		public Service convert(String name) {
			return Arrays.stream(Service.values())
				.filter((service) -> service.processName().equals(name)
						|| service.processName().equals(name + "-service"))
				.findFirst()
				.orElseThrow(() -> new TypeConversionException("no service is called '" + name
						+ "': there are order-service, kitchen-service and notification-service"));
		}

	}

}
