package pizzashop.testplatform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import pizzashop.contracts.SchemaRegistration;
import pizzashop.contracts.Topics;
import pizzashop.platform.mail.Mail;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringJUnitConfig
@WithTestPlatform(database = "kitchen")
class WithTestPlatformIT {

	@Autowired
	private Environment environment;

	@Test
	void theContextIsPointedAtADatabase() throws Exception {
		try (Connection connection = DriverManager.getConnection(property("spring.datasource.url"),
				property("spring.datasource.username"), property("spring.datasource.password"))) {
			assertThat(connection.getCatalog()).isEqualTo("kitchen");
		}
	}

	@Test
	void theTopicsAreThere() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", property("spring.kafka.bootstrap-servers")))) {
			assertThat(admin.listTopics().names().get()).contains(Topics.PIZZA_ORDERS, Topics.ORDERS_DLQ);
		}
	}

	@Test
	void theSchemasAreThere() throws Exception {
		assertThat(SchemaRegistration.register(property("spring.kafka.properties.schema.registry.url"), Map.of()))
			.hasSize(7);
	}

	@Test
	void mailArrives() throws Exception {
		Properties properties = new Properties();
		properties.put("mail.smtp.host", property("spring.mail.host"));
		properties.put("mail.smtp.port", property("spring.mail.port"));
		MimeMessage message = new MimeMessage(Session.getInstance(properties));
		message.setFrom(new InternetAddress("shop@example.org"));
		message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.org"));
		message.setSubject("Hello");
		message.setText("Hello, Ada");
		Transport.send(message);

		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(TestPlatform.mailTo("ada@example.org")).extracting(Mail::subject)
				.containsExactly("Hello"));
	}

	private String property(String name) {
		return this.environment.getRequiredProperty(name);
	}

	@Configuration
	static class Empty {

	}

}
