package pizzashop.order.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.order.groupcommit.GroupCommitProperties;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class CrowdControlTests {

	private static final int SERVICE_UNAVAILABLE = 503;

	private static final int CREATED = 201;

	private final MockClock clock = new MockClock();

	private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	@Test
	void whoComesWhenAllPlacesAreTakenIsRefused() throws Exception {
		CrowdControl crowd = crowdControl(4, Duration.ofMinutes(1));

		List<MockHttpServletResponse> answers = order(crowd, 5, Duration.ofMillis(1), CREATED);

		assertThat(answers).extracting(MockHttpServletResponse::getStatus)
			.containsExactly(CREATED, CREATED, CREATED, CREATED, SERVICE_UNAVAILABLE);
		assertThat(answers.getLast().getHeader("Retry-After")).matches("[1-5]");
		assertThat(answers.getLast().getContentType()).isEqualTo("application/problem+json");
		assertThat(answers.getLast().getContentLength()).isEqualTo(answers.getLast().getContentAsByteArray().length);
		assertThat(JsonMapper.shared().readTree(answers.getLast().getContentAsByteArray()))
			.isEqualTo(JsonMapper.shared().readTree("""
					{"title": "Service Unavailable", "status": 503, "instance": "/orders",
					 "detail": "More orders come than can be placed, please try again"}
					"""));
		assertThat(this.meters.get("orders.refused").counter().count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { CREATED, 400, 422, 500, SERVICE_UNAVAILABLE })
	void aPlaceIsFreeAgainWhateverTheAnswer(int status) throws Exception {
		CrowdControl crowd = crowdControl(4, Duration.ofMinutes(1));
		order(crowd, 4, Duration.ofMillis(1), status);

		assertThat(order(crowd, 4, Duration.ofMillis(1), CREATED)).extracting(MockHttpServletResponse::getStatus)
			.containsOnly(CREATED);
	}

	@Test
	void aPlaceIsFreeAgainWhenThereIsNoAnswer() throws Exception {
		CrowdControl crowd = crowdControl(1, Duration.ofMinutes(1));
		assertThatIOException().isThrownBy(() -> crowd.doFilter(new MockHttpServletRequest("POST", "/orders"),
				new MockHttpServletResponse(), (request, response) -> {
					throw new IOException("The customer went away");
				}));

		assertThat(order(crowd, 1, Duration.ofMillis(1), CREATED)).extracting(MockHttpServletResponse::getStatus)
			.containsOnly(CREATED);
	}

	@Test
	void whoIsRefusedIsMeasuredWithTheOthersOfThePath() throws Exception {
		CrowdControl crowd = crowdControl(1, Duration.ofMinutes(1));
		MockHttpServletRequest refused = new MockHttpServletRequest("POST", "/orders");
		ServerRequestObservationContext seen = new ServerRequestObservationContext(refused,
				new MockHttpServletResponse());
		refused.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, seen);

		crowd.doFilter(new MockHttpServletRequest("POST", "/orders"), new MockHttpServletResponse(),
				(request, response) -> crowd.doFilter(refused, new MockHttpServletResponse(), new MockFilterChain()));

		assertThat(seen.getPathPattern()).isEqualTo("/orders");
	}

	@Test
	void whoOnlyLooksNeedsNoPlace() throws Exception {
		CrowdControl crowd = crowdControl(1, Duration.ofMinutes(1));
		MockHttpServletResponse seen = new MockHttpServletResponse();

		crowd.doFilter(new MockHttpServletRequest("POST", "/orders"), new MockHttpServletResponse(),
				(request, response) -> crowd.doFilter(new MockHttpServletRequest("GET", "/orders"), seen,
						(look, answer) -> ((MockHttpServletResponse) answer).setStatus(200)));

		assertThat(seen.getStatus()).isEqualTo(200);
		assertThat(this.meters.get("orders.refused").counter().count()).isZero();
	}

	@Test
	void thereAreMorePlacesWhileOrdersArePlacedSoonAndTwiceAsManyAtMost() throws Exception {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		place(crowd, 20, Duration.ofMillis(10), 1);
		assertThat(places()).isBetween(25.0, 35.0);

		place(crowd, 20, Duration.ofMillis(10), 50);
		assertThat(places()).isEqualTo(40);
	}

	@Test
	void whoIsOneOfFewMakesNoMorePlaces() throws Exception {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		place(crowd, 9, Duration.ofMillis(10), 50);

		assertThat(places()).isEqualTo(20);
	}

	@Test
	void whatIsNotPlacedMakesNoMorePlaces() throws Exception {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		for (int i = 0; i < 10; i++) {
			order(crowd, 20, Duration.ofMillis(101), 400);
		}

		assertThat(places()).isEqualTo(20);
	}

	@ParameterizedTest
	@CsvSource({ "PT1M, 503", "PT0.1S, 201" })
	void thereAreFewerPlacesButSomeWhenOrdersAreRefusedInSpiteOfTheirsOrLate(Duration longestWait, int status)
			throws Exception {
		CrowdControl crowd = crowdControl(200, longestWait);

		for (int i = 0; i < 20; i++) {
			order(crowd, 50, Duration.ofMillis(101), status);
		}

		assertThat(places()).isEqualTo(50);
	}

	@Test
	void aSinglePauseTakesAFifthOfThePlaces() throws Exception {
		CrowdControl crowd = crowdControl(200, Duration.ofMillis(500));

		order(crowd, 180, Duration.ofMillis(400), CREATED);

		assertThat(places()).isEqualTo(160);
	}

	/** What comes after a crowd must not be refused for it. */
	@Test
	void thePlacesComeBackWithTheFirstOrdersThatNeedThem() throws Exception {
		CrowdControl crowd = crowdControl(200, Duration.ofMillis(100));
		place(crowd, 50, Duration.ofMillis(101), 20);
		assertThat(places()).isEqualTo(50);

		place(crowd, 50, Duration.ofMillis(20), 3);

		assertThat(places()).isGreaterThan(85);
	}

	private CrowdControl crowdControl(int atOnce, Duration longestWait) {
		return new CrowdControl(new GroupCommitProperties(atOnce / 2, longestWait, atOnce - atOnce / 2), this.meters,
				JsonMapper.builder().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build());
	}

	/**
	 * Has orders in hand at the same time, each within the one before.
	 * @return the answers, in the order in which they came
	 */
	private List<MockHttpServletResponse> order(CrowdControl crowd, int orders, Duration after, int status)
			throws ServletException, IOException {
		List<MockHttpServletResponse> answers = new ArrayList<>();
		order(crowd, orders, after, status, answers);
		return answers;
	}

	private void order(CrowdControl crowd, int orders, Duration after, int status,
			List<MockHttpServletResponse> answers) throws ServletException, IOException {
		if (orders == 0) {
			this.clock.add(after);
			return;
		}
		MockHttpServletResponse answer = new MockHttpServletResponse();
		answers.add(answer);
		crowd.doFilter(new MockHttpServletRequest("POST", "/orders"), answer, (request, response) -> {
			order(crowd, orders - 1, after, status, answers);
			answer.setStatus(status);
		});
	}

	private void place(CrowdControl crowd, int orders, Duration after, int times) throws ServletException, IOException {
		for (int i = 0; i < times; i++) {
			order(crowd, orders, after, CREATED);
		}
	}

	private double places() {
		return this.meters.get("orders.places").gauge().value();
	}

}
