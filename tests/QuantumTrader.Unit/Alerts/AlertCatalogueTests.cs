using QuantumTrader.Domain.Alerts;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Alerts;

namespace QuantumTrader.Unit.Alerts;

public sealed class AlertCatalogueTests
{
    [Fact]
    public void Codes_AreUniqueAndHaveRunbooks()
    {
        Assert.Equal(AlertCatalogue.All.Count, AlertCatalogue.All.Select(k => k.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(AlertCatalogue.All, kind =>
        {
            Assert.Matches("^[A-Z]+(_[A-Z]+)*$", kind.Code);
            var page = Path.Combine(Repository.Root, kind.Runbook);
            Assert.True(File.Exists(page), $"{kind.Code} has no page {page}.");
            Assert.StartsWith($"# {kind.Code}\n", File.ReadAllText(page), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Catalogue_HoldsEveryFieldOfItsOwn()
    {
        var fields = typeof(AlertCatalogue).GetFields().Where(f => f.FieldType == typeof(AlertKind)).Select(f => ((AlertKind)f.GetValue(null)!).Code);
        Assert.Equal(fields.Order(StringComparer.Ordinal), AlertCatalogue.All.Select(k => k.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_EachHasASource()
    {
        string[] told = ["CIRCUIT_BREAKER", "TRADE_NOT_AT_VENUE", "POSITION_TAKEN", "LIQUIDATION_NEAR", "TRIGGER_PAGED"]; // by events alone
        Assert.Equal(AlertCatalogue.All.Select(k => k.Code).Except(told).Order(StringComparer.Ordinal), AlertConditions.All.Select(c => c.Kind.Code).Order(StringComparer.Ordinal));
    }
}
