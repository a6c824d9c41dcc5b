package pizzashop.platform.operator;

import java.net.URI;
import java.time.Duration;
import java.util.stream.StreamSupport;

import pizzashop.platform.Service;
import pizzashop.platform.http.JsonService;
import pizzashop.platform.http.ServiceRefused;
import pizzashop.platform.process.PlatformException;

/** What a service counts. */
public final class Metrics {

	private static final int NOT_FOUND = 404;

	private final JsonService service;

	/** Speaks to a service at its management address. */
	public Metrics(Service service, URI management) {
		this.service = new JsonService(service.processName(), management, Duration.ofSeconds(10));
	}

	/**
	 * How often something happened; 0 also when the service does not count it yet.
	 * @param metric say {@code messaging.retries}
	 * @param tag say {@code kind:HANDLER}
	 * @throws ServiceRefused when the service answers with a problem
	 * @throws PlatformException when it does not answer
	 */
	public long count(String metric, String tag) {
		try {
			return StreamSupport.stream(
					this.service.get("/actuator/metrics/" + metric + "?tag=" + tag).path("measurements").spliterator(),
					false)
				.filter((measurement) -> measurement.path("statistic").asString("").equals("COUNT"))
				.mapToLong((measurement) -> Math.round(measurement.path("value").asDouble(0)))
				.sum();
		}
		catch (ServiceRefused ex) {
			if (ex.status() == NOT_FOUND) {
				return 0;
			}
			throw ex;
		}
	}

}
