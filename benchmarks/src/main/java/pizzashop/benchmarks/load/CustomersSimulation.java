package pizzashop.benchmarks.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import org.jspecify.annotations.Nullable;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

/**
 * The customers, as Gatling plays them: the main class of its process. Each answer
 * becomes a line of a file.
 */
public final class CustomersSimulation extends Simulation {

	/** Where the answers go. */
	static final String ANSWERS = "pizzashop.load.answers";

	private static final String BEGAN = "began";

	private static final String STATUS = "status";

	private static final String LOCATION = "location";

	private static final int CREATED = 201;

	private static final int LONGEST_STATUS_LIST = 599;

	private final ReentrantLock lock = new ReentrantLock();

	private final BufferedWriter answers;

	public CustomersSimulation() throws IOException {
		LoadPlan plan = LoadPlan.fromSystemProperties();
		this.answers = Files.newBufferedWriter(Path.of(System.getProperty(ANSWERS)));
		HttpProtocolBuilder protocol = http.baseUrl(plan.target().toString());
		if (plan.customers() > 0) {
			setUp(scenario("customers").exec(phases(plan)).injectOpen(atOnceUsers(plan.customers())))
				.protocols(protocol);
		}
		else {
			LoadPlan.Phase warmUp = plan.phases().getFirst();
			LoadPlan.Phase steady = plan.phases().getLast();
			// Connections are kept between orders, as a gateway before the service would.
			setUp(scenario("warm-up").exec(request(warmUp.request()))
				.injectOpen(rampUsersPerSec(1).to(plan.perSecond()).during(warmUp.duration())),
					scenario("customers").exec(request(steady.request()))
						.injectOpen(nothingFor(warmUp.duration()),
								constantUsersPerSec(plan.perSecond()).during(steady.duration())))
				.protocols(protocol.shareConnections());
		}
	}

	private List<ChainBuilder> phases(LoadPlan plan) {
		return plan.phases().stream().map((phase) -> during(phase.duration()).on(request(phase.request()))).toList();
	}

	private ChainBuilder request(LoadPlan.Request request) {
		return exec((session) -> session.remove(STATUS).remove(LOCATION).set(BEGAN, now())).exec(switch (request) {
			case WARM_UP,
					PLACE ->
				exec(http("PLACE").post("/orders")
					.header("Content-Type", "application/json")
					.body(StringBody(CustomersSimulation::order))
					.check(status().lte(LONGEST_STATUS_LIST).saveAs(STATUS),
							header("Location").optional().saveAs(LOCATION)));
			case NOTHING -> exec(http("NOTHING").options("/orders").check(status().saveAs(STATUS)));
		}).exec((session) -> {
			write(request, session);
			return session;
		});
	}

	/** Each customer orders something else. */
	private static String order(Session session) {
		return """
				{"customer":{"name":"Customer %1$d","email":"customer-%1$d@example.org"},\
				"lines":[{"pizza":"Margherita","quantity":2},{"pizza":"Funghi","quantity":1}]}"""
			.formatted(session.userId());
	}

	private void write(LoadPlan.Request request, Session session) {
		int status = session.contains(STATUS) ? session.getInt(STATUS) : Answer.NO_ANSWER;
		Answer answer = new Answer(request.name(), session.getLong(BEGAN), now(), status,
				orderOf(status, session.getString(LOCATION)));
		this.lock.lock();
		try {
			this.answers.write(answer.toLine());
			this.answers.newLine();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static @Nullable UUID orderOf(int status, @Nullable String location) {
		return (status == CREATED && location != null) ? UUID.fromString(location.substring("/orders/".length()))
				: null;
	}

	private static long now() {
		return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
	}

	@Override
	public void after() {
		try {
			this.answers.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
