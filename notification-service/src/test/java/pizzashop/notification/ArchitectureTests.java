package pizzashop.notification;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packagesOf = NotificationServiceApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule theDomainKnowsNothingButJava = classes().that()
		.resideInAPackage("..notification.receipt")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "..notification.receipt");

	@ArchTest
	static final ArchRule onlyTheListenerKnowsKafkaAndAvro = noClasses().that()
		.resideOutsideOfPackage("..notification.kafka")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..", "org.apache.avro..",
				"pizzashop.events..", "pizzashop.contracts..", "..notification.kafka");

	@ArchTest
	static final ArchRule onlyTheMailerKnowsMail = noClasses().that()
		.resideOutsideOfPackage("..notification.mail")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "org.springframework.mail..", "org.thymeleaf..");

}
