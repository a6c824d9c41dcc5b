package pizzashop.kitchen.sales;

import java.time.Clock;
import java.util.Properties;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.StreamsConfig;
import pizzashop.messaging.EventSerializer;
import pizzashop.messaging.failure.Failures;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Counts sales, unless {@code kitchen.sales.enabled} says otherwise. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "kitchen.sales.enabled", matchIfMissing = true)
class SalesConfiguration {

	private static final short BROKERS_DEFAULT = -1;

	@Bean
	SalesStreams salesStreams(KafkaAdmin admin, KafkaProperties kafka, EventSerializer serializer, Failures failures,
			MeterRegistry meters, Clock clock) {
		Properties properties = new Properties();
		properties.putAll(kafka.buildStreamsProperties());
		Integer replicas = kafka.getStreams().getReplicationFactor();
		FiguresTopic figures = new FiguresTopic(admin,
				properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG) + "-figures",
				(replicas != null) ? replicas.shortValue() : BROKERS_DEFAULT);
		return new SalesStreams(figures, new SalesTopology(serializer, failures, meters, clock), properties, clock);
	}

	@Bean
	Sales sales(SalesStreams streams, Clock clock) {
		return new Sales(streams, clock);
	}

	@Bean
	SalesHealthIndicator salesHealthIndicator(SalesStreams streams) {
		return new SalesHealthIndicator(streams);
	}

}
