package pizzashop.notification;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import pizzashop.testplatform.ServiceArchitecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packagesOf = NotificationServiceApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchTests service = ArchTests.in(ServiceArchitecture.class);

	@ArchTest
	static final ArchRule theDomainKnowsNothingButJava = classes().that()
		.resideInAPackage("..notification.receipt")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "..notification.receipt");

	@ArchTest
	static final ArchRule onlyTheMailerKnowsMail = noClasses().that()
		.resideOutsideOfPackage("..notification.mail")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..", "org.springframework.mail..", "org.thymeleaf..");

}
