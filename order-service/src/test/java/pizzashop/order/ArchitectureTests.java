package pizzashop.order;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import pizzashop.testplatform.ServiceArchitecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "pizzashop.order", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchTests service = ArchTests.in(ServiceArchitecture.class);

	@ArchTest
	static final ArchRule theDomainKnowsNothingOfMessagingButTheTraceThatAnOrderKeeps = noClasses().that()
		.resideInAnyPackage("pizzashop.order.menu", "pizzashop.order.orders")
		.should()
		.dependOnClassesThat(
				resideInAPackage("pizzashop.messaging..").and(resideOutsideOfPackage("pizzashop.messaging.tracing")));

}
