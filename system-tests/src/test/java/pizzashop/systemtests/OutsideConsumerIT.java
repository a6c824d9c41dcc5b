package pizzashop.systemtests;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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
		Map<String, GenericRecord> last = new HashMap<>();
		Order made;
		Order refused;
		try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(
				Map.of("bootstrap.servers", this.shop.infrastructure().bootstrapServers(), "group.id", "an-outsider",
						"key.deserializer", StringDeserializer.class, "value.deserializer", KafkaAvroDeserializer.class,
						"schema.registry.url", this.shop.infrastructure().registryUrl()))) {
			beginNow(consumer);
			made = place("Diavola");
			refused = place("Hawaiian");

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

	/** Other tests put records onto the topic that nobody can decode. */
	private static void beginNow(KafkaConsumer<String, GenericRecord> consumer) {
		List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
			.mapToObj((number) -> new TopicPartition(Topics.PIZZA_ORDERS, number))
			.toList();
		consumer.assign(partitions);
		consumer.seekToEnd(partitions);
		partitions.forEach(consumer::position);
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
