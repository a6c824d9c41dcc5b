package pizzashop.kitchen;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import pizzashop.testplatform.ServiceArchitecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "pizzashop.kitchen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchTests service = ArchTests.in(ServiceArchitecture.class);

	@ArchTest
	static final ArchRule recipesAndOvenAreTheTicketsTools = noClasses().that()
		.resideInAnyPackage("..kitchen.recipe", "..kitchen.oven")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("..kitchen.ticket");

	@ArchTest
	static final ArchRule cookingDoesNotNeedWhatSells = noClasses().that()
		.resideOutsideOfPackages("..kitchen.sales", "..kitchen.web")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("..kitchen.sales");

}
