package pizzashop.systemtests;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.platform.customer.Order;
import pizzashop.platform.customer.OrderLine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody else's consumer, in a group of its own, who knows topic and registry and
 * nothing more.
 */
class OutsideConsumerIT {

	private final RunningShop shop = RunningShop.get();

	@Test
	void anyAvroClientDecodesEveryEvent() {
		Order made = place("Diavola");
		Order refused = place("Hawaiian");
		Map<String, GenericRecord> last = new HashMap<>();
		try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers",
				this.shop.infrastructure().bootstrapServers(), "group.id", "an-outsider", "auto.offset.reset",
				"earliest", "key.deserializer", StringDeserializer.class, "value.deserializer",
				KafkaAvroDeserializer.class, "schema.registry.url", this.shop.infrastructure().registryUrl()))) {
			consumer.subscribe(List.of(Topics.PIZZA_ORDERS));

			await().atMost(ofSeconds(60)).until(() -> {
				for (ConsumerRecord<String, GenericRecord> record : consumer.poll(Duration.ofMillis(100))) {
					assertThat(record.value().get("orderId")).hasToString(record.key());
					assertThat(header(record, "ce_type")).isEqualTo(record.value().getSchema().getFullName());
					assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
					assertThat(header(record, "content-type")).isEqualTo("application/avro");
					assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-9a-f]");
					last.put(record.key(), record.value());
				}
				return isLast(last, made, "OrderReady") && isLast(last, refused, "RefundIssued");
			});
		}

		assertThat(last.get(refused.id()).get("reason")).hasToString("Pineapple: we have standards.");
	}

	private Order place(String pizza) {
		return this.shop.customers().getFirst().place("Cleo", "outside@example.org", List.of(new OrderLine(pizza, 1)));
	}

	private static boolean isLast(Map<String, GenericRecord> last, Order order, String event) {
		return last.containsKey(order.id()) && last.get(order.id()).getSchema().getName().equals(event);
	}

	private static String header(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), UTF_8);
	}

}
