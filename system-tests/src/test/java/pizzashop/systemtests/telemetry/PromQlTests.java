package pizzashop.systemtests.telemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTests {

	private final Exposition scraped = Exposition
		.parse("""
				# HELP orders_placed_total Orders that were placed
				# TYPE orders_placed_total counter
				orders_placed_total{application="order-service"} 2.0
				http_server_requests_seconds_bucket{application="order-service",status="200",uri="/orders/{orderId}",le="0.5"} 3
				up_and_running 1
				""");

	@Test
	void metricsAndLabelsAreToldFromTheRestOfTheLanguage() {
		PromQl query = PromQl.parse("""
				histogram_quantile(0.99, sum by (le, application) (
				  rate(http_server_requests_seconds_bucket{status!~"5..", uri="and"}[5m] offset 1h))) > 1e3
				and on (job) sum(increase(orders_placed_total[15m])) > bool 10 or up == 0""");

		assertThat(query.metrics()).containsExactly("http_server_requests_seconds_bucket", "orders_placed_total", "up");
		assertThat(query.labels()).containsExactly("application", "job", "le", "status", "uri");
		assertThat(query.missingIn(this.scraped)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sum(messaging_outbox_size)", "sum by (application) (messaging_outbox_size)",
			"avg without(instance) (messaging_outbox_size{application=\"x\"}) > 1",
			"sum(messaging_outbox_size) by (application)", "1 + count (( max_over_time(messaging_outbox_size[5m]) ))",
			"sum(sum by (application) (messaging_outbox_size))" })
	void whatIsSummedIsTold(String query) {
		assertThat(PromQl.parse(query).sums()).containsExactly("messaging_outbox_size");
	}

	@ParameterizedTest
	@ValueSource(strings = { "max by (application) (messaging_outbox_size)",
			"sum(max by (application) (messaging_outbox_size))",
			"sum(orders_placed_total) > 1 and max(messaging_outbox_size) > 1" })
	void whatIsNotSummedIsNot(String query) {
		assertThat(PromQl.parse(query).sums()).doesNotContain("messaging_outbox_size");
	}

	@Test
	void aMisspeltNameIsMissing() {
		assertThat(PromQl.parse("sum by (aplication) (rate(order_placed_total{status=\"x\"}[1m]))")
			.missingIn(this.scraped)).containsExactly("metric order_placed_total", "label aplication", "label status");
	}

}
