package pizzashop.messaging.tracing;

import java.time.Clock;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Lets events keep their trace, and logs follow it. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
class TracingAutoConfiguration {

	@Bean
	EventTracing eventTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator,
			@Value("${spring.kafka.consumer.group-id}") String group, TracingProperties properties, Clock clock) {
		return new EventTracing(tracer.getIfAvailable(() -> Tracer.NOOP),
				propagator.getIfAvailable(() -> Propagator.NOOP), group, properties, clock);
	}

	@Bean
	@ConditionalOnProperty("management.opentelemetry.logging.export.otlp.endpoint")
	LogExport logExport(OpenTelemetry openTelemetry) {
		return new LogExport(openTelemetry);
	}

	/** Static, because listeners are looked for before anything else is made. */
	@Bean
	static CommitListenerFactory commitListenerFactory(ObjectProvider<Tracer> tracer) {
		return new CommitListenerFactory(tracer);
	}

}
