package pizzashop.testplatform;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules that every service keeps: packages by feature, with the adapters beside the
 * domain. Taken into a service's own tests with {@code ArchTests.in}.
 */
public final class ServiceArchitecture {

	private static final String KAFKA_ADAPTER = "pizzashop.*.kafka";

	private static final String WEB_ADAPTER = "pizzashop.*.web";

	/** A stream topology is made of Kafka, and of little else. */
	private static final String TOPOLOGY = "pizzashop.kitchen.sales";

	/** Kafka, Avro and the contracts stay in the package {@code kafka}. */
	@ArchTest
	public static final ArchRule ONLY_THE_KAFKA_ADAPTER_KNOWS_KAFKA_AND_AVRO = noClasses().that()
		.resideOutsideOfPackages(KAFKA_ADAPTER, TOPOLOGY)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "org.springframework.kafka..",
				"pizzashop.events..", "pizzashop.contracts..", "pizzashop.messaging.inbox..",
				"pizzashop.messaging.outbox..");

	/** HTTP stays in the package {@code web}. */
	@ArchTest
	public static final ArchRule ONLY_THE_WEB_ADAPTER_KNOWS_HTTP = noClasses().that()
		.resideOutsideOfPackage(WEB_ADAPTER)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

	/** Nothing depends on an adapter, so one can be taken away. */
	@ArchTest
	public static final ArchRule AN_ADAPTER_OFFERS_NOTHING = classes().that()
		.resideInAnyPackage(KAFKA_ADAPTER, WEB_ADAPTER)
		.should()
		.notBePublic()
		.allowEmptyShould(true);

	/** A reader can start with any package. */
	@ArchTest
	public static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("pizzashop.*.(*)..")
		.should()
		.beFreeOfCycles();

	private ServiceArchitecture() {
	}

}
