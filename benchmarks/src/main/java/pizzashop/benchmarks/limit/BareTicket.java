package pizzashop.benchmarks.limit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import pizzashop.benchmarks.limit.BareInserts.Transaction;
import pizzashop.benchmarks.system.LoadedShop;
import pizzashop.contracts.Topics;
import pizzashop.platform.Service;
import pizzashop.platform.process.PlatformException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An order's way to its ticket with nothing on it but what it cannot do without: its rows
 * are committed, a record as long as its event goes through Kafka, and its ticket's rows
 * are committed.
 */
public final class BareTicket {

	private static final TopicPartition PARTITION = new TopicPartition(Topics.PIZZA_ORDERS, 0);

	/** Orders; few enough that hardly one waits for the one before. */
	private static final int PER_SECOND = 100;

	/** Orders, for which connections are warmed up and statements prepared. */
	private static final int WARM_UP = 100;

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final int DIGITS = 3;

	private BareTicket() {
	}

	/**
	 * What the orders took from when they were due, in microseconds.
	 *
	 * @param answer until their rows were committed
	 * @param ticket until the commit of their ticket began
	 */
	public record Latencies(Histogram answer, Histogram ticket) {

		private Latencies() {
			this(new Histogram(DIGITS), new Histogram(DIGITS));
		}

	}

	/**
	 * Sends orders on their way, at a steady rate, for so long. No service is to run
	 * meanwhile.
	 * @throws PlatformException when PostgreSQL or Kafka fails
	 */
	public static Latencies measure(LoadedShop shop, Duration duration) {
		Latencies warmUp = new Latencies();
		Latencies latencies = new Latencies();
		try (Connection orders = shop.connect(Service.ORDER);
				Connection kitchen = shop.connect(Service.KITCHEN);
				KafkaProducer<byte[], byte[]> producer = producer(shop);
				KafkaConsumer<byte[], byte[]> consumer = consumer(shop)) {
			orders.setAutoCommit(false);
			kitchen.setAutoCommit(false);
			Transaction order = Rows.ofPlacing(orders, 1);
			Transaction ticket = Rows.ofKitchen(kitchen, 1);
			long began = System.nanoTime();
			for (long number = 0; number < WARM_UP + PER_SECOND * duration.toSeconds(); number++) {
				Latencies counted = (number < WARM_UP) ? warmUp : latencies;
				long due = began + number * Duration.ofSeconds(1).dividedBy(PER_SECOND).toNanos();
				// a steady rate is the clock's: there is nothing else to wait for
				TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
				order.execute();
				orders.commit();
				counted.answer.recordValue(microsSince(due));
				Future<?> sent = producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(),
						UUID.randomUUID().toString().getBytes(UTF_8), Rows.PLACED));
				if (consumer.poll(LONGEST).isEmpty()) {
					sent.get(); // tells why, when sending failed
					throw new PlatformException(
							"Kafka did not hand over a record within " + LONGEST.toSeconds() + " seconds.");
				}
				ticket.execute();
				counted.ticket.recordValue(microsSince(due));
				kitchen.commit();
			}
			return latencies;
		}
		catch (SQLException ex) {
			throw new PlatformException("The bare way to a ticket failed: " + ex.getMessage() + ".", ex);
		}
		catch (ExecutionException ex) {
			throw new PlatformException("The bare way to a ticket failed: " + ex.getCause() + ".", ex);
		}
		catch (InterruptedException ex) {
			throw PlatformException.interrupted("Measuring the bare way to a ticket");
		}
	}

	private static long microsSince(long due) {
		return (System.nanoTime() - due) / 1000;
	}

	private static KafkaProducer<byte[], byte[]> producer(LoadedShop shop) {
		return new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, shop.bootstrapServers(), ProducerConfig.ACKS_CONFIG,
						"all", ProducerConfig.LINGER_MS_CONFIG, 0),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	/** Reads what comes from now on. */
	private static KafkaConsumer<byte[], byte[]> consumer(LoadedShop shop) {
		KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, shop.bootstrapServers()), new ByteArrayDeserializer(),
				new ByteArrayDeserializer());
		consumer.assign(List.of(PARTITION));
		consumer.seekToEnd(List.of(PARTITION));
		consumer.position(PARTITION);
		return consumer;
	}

}
