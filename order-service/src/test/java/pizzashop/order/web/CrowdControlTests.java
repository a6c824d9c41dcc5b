package pizzashop.order.web;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pizzashop.order.groupcommit.GroupCommitProperties;
import pizzashop.order.groupcommit.OverloadedException;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CrowdControlTests {

	private static final int SERVICE_UNAVAILABLE = 503;

	private static final int CREATED = 201;

	private final MockClock clock = new MockClock();

	private final MeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	@Test
	void whoComesWhenAllPlacesAreTakenIsRefused() {
		CrowdControl crowd = crowdControl(4, Duration.ofMinutes(1));

		letIn(crowd, 4);

		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> letIn(crowd, 1));
		assertThat(this.meters.get("orders.refused").counter().count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { CREATED, 400, 422, 500, SERVICE_UNAVAILABLE })
	void aPlaceIsFreeAgainWhateverTheAnswer(int status) {
		CrowdControl crowd = crowdControl(4, Duration.ofMinutes(1));
		List<MockHttpServletRequest> orders = letIn(crowd, 4);

		answer(crowd, orders, Duration.ofMillis(1), status);

		assertThat(letIn(crowd, 4)).hasSize(4);
	}

	@Test
	void whoOnlyLooksNeedsNoPlace() {
		CrowdControl crowd = crowdControl(4, Duration.ofMinutes(1));
		letIn(crowd, 4);

		assertThat(crowd.preHandle(new MockHttpServletRequest("GET", "/orders"), new MockHttpServletResponse(), this))
			.isTrue();
	}

	@Test
	void thereAreMorePlacesWhileOrdersArePlacedSoonAndTwiceAsManyAtMost() {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		place(crowd, 20, Duration.ofMillis(10), 1);
		assertThat(places()).isBetween(25.0, 35.0);

		place(crowd, 20, Duration.ofMillis(10), 50);
		assertThat(places()).isEqualTo(40);
	}

	@Test
	void whoIsOneOfFewMakesNoMorePlaces() {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		place(crowd, 9, Duration.ofMillis(10), 50);

		assertThat(places()).isEqualTo(20);
	}

	@Test
	void whatIsNotPlacedMakesNoMorePlaces() {
		CrowdControl crowd = crowdControl(20, Duration.ofMinutes(1));

		for (int i = 0; i < 10; i++) {
			answer(crowd, letIn(crowd, 20), Duration.ofMillis(101), 400);
		}

		assertThat(places()).isEqualTo(20);
	}

	@ParameterizedTest
	@CsvSource({ "PT1M, 503", "PT0.1S, 201" })
	void thereAreFewerPlacesButSomeWhenOrdersAreRefusedInSpiteOfTheirsOrLate(Duration longestWait, int status) {
		CrowdControl crowd = crowdControl(200, longestWait);

		for (int i = 0; i < 20; i++) {
			answer(crowd, letIn(crowd, 50), Duration.ofMillis(101), status);
		}

		assertThat(places()).isEqualTo(50);
	}

	@Test
	void aSinglePauseTakesAFifthOfThePlaces() {
		CrowdControl crowd = crowdControl(200, Duration.ofMillis(500));

		answer(crowd, letIn(crowd, 180), Duration.ofMillis(400), CREATED);

		assertThat(places()).isEqualTo(160);
	}

	/** What comes after a crowd must not be refused for it. */
	@Test
	void thePlacesComeBackWithTheFirstOrdersThatNeedThem() {
		CrowdControl crowd = crowdControl(200, Duration.ofMillis(100));
		place(crowd, 50, Duration.ofMillis(101), 20);
		assertThat(places()).isEqualTo(50);

		place(crowd, 50, Duration.ofMillis(20), 3);

		assertThat(places()).isGreaterThan(90);
	}

	private CrowdControl crowdControl(int atOnce, Duration longestWait) {
		return new CrowdControl(new GroupCommitProperties(atOnce / 2, longestWait, atOnce / 2), this.meters);
	}

	private List<MockHttpServletRequest> letIn(CrowdControl crowd, int orders) {
		return Stream.generate(() -> new MockHttpServletRequest("POST", "/orders"))
			.limit(orders)
			.filter((order) -> crowd.preHandle(order, new MockHttpServletResponse(), this))
			.toList();
	}

	private void place(CrowdControl crowd, int orders, Duration after, int times) {
		for (int i = 0; i < times; i++) {
			answer(crowd, letIn(crowd, orders), after, CREATED);
		}
	}

	private void answer(CrowdControl crowd, List<MockHttpServletRequest> orders, Duration after, int status) {
		this.clock.add(after);
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.setStatus(status);
		orders.forEach((order) -> crowd.afterCompletion(order, response, this, null));
	}

	private double places() {
		return this.meters.get("orders.places").gauge().value();
	}

}
