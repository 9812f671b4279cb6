"""Contracts for import-linter that it does not bring itself."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def _below(graph: ImportGraph, package: str) -> set[str]:
    return {package, *graph.find_descendants(package)}


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


class _DirectImports(Contract):
    """A rule about single imports: `wrong(importer, imported)` says which are broken."""

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(
            f"{importer} -> {imported}"
            for importer in _below(graph, str(self.package))
            for imported in graph.find_modules_directly_imported_by(importer)
            if self.wrong(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def wrong(self, importer: str, imported: str) -> bool:
        raise NotImplementedError

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)


class StandardLibraryOnly(_DirectImports):
    """Nothing of `package` imports anything but the package itself and Python's own library."""

    type_name = "stdlib_only"

    def wrong(self, importer: str, imported: str) -> bool:
        top = imported.partition(".")[0]
        return not _within(imported, str(self.package)) and top not in sys.stdlib_module_names


class PluginsSeeTheirContract(_DirectImports):
    """Each plugin below `package` imports itself, the module `contract`, and of our house what is `allowed` (names
    with blanks between).

    `registry`, the module that finds the plugins, is not bound; the contract module sees no plugin.
    """

    type_name = "plugins"

    contract = fields.StringField()
    registry = fields.StringField()
    allowed = fields.StringField()

    def wrong(self, importer: str, imported: str) -> bool:
        package = str(self.package)
        house = package.partition(".")[0]
        if importer == package or _within(importer, f"{package}.{self.registry}") or not _within(imported, house):
            return False
        plugin = ".".join(importer.split(".")[: package.count(".") + 2])
        seen = [plugin, f"{package}.{self.contract}", *str(self.allowed).split()]
        return not any(_within(imported, each) for each in seen)
