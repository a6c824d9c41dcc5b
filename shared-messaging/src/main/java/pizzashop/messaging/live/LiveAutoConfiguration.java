package pizzashop.messaging.live;

import pizzashop.messaging.MessagingAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives a service with pages what makes them live. */
@AutoConfiguration(after = MessagingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(LiveProperties.class)
class LiveAutoConfiguration {

	@Bean
	ChangeFeed changeFeed(JdbcTemplate jdbc, JdbcConnectionDetails database, LiveProperties properties) {
		return new ChangeFeed(jdbc, database, properties);
	}

	@Bean
	EventStreams eventStreams(LiveProperties properties) {
		return new EventStreams(properties);
	}

	@Bean
	PageHeaders pageHeaders() {
		return new PageHeaders();
	}

}
