using System.Text.RegularExpressions;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Unit.Events;

public sealed partial class EventCatalogueTests
{
    [Fact]
    public void Catalogue_EveryEventRecordOfTheDomain_IsInIt()
    {
        var records = typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract);

        Assert.Empty(records.Except(EventCatalogue.All.Select(k => k.Type)));
    }

    [Fact]
    public void Catalogue_EveryEntry_IsSealedAndUniquelyNamedInDottedLowerCase()
    {
        Assert.All(EventCatalogue.All, k => Assert.True(k.Type.IsSealed && Dotted().IsMatch(k.Name) && k.SchemaVersion > 0, k.Name));
        Assert.Equal(EventCatalogue.All.Count, EventCatalogue.All.Select(k => k.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("emergency.stop")]
    [InlineData("emergency.run_advanced")]
    [InlineData("emergency.reset")]
    [InlineData("risk.circuit_breaker.triggered")]
    [InlineData("policy.updated")]
    public void Catalogue_StopsResetsBreakersAndPolicy_AreSafetyEvents(string name) => Assert.True(EventCatalogue.Find(name)!.IsSafety);

    [Fact]
    public void Catalogue_UnknownName_IsNull() => Assert.Null(EventCatalogue.Find("trade.exploded"));

    [Fact]
    public void Catalogue_RecordThatNobodyEntered_IsAnErrorThatNamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => EventCatalogue.Of(new Stray(Guid.Empty, default)));

        Assert.Contains("Stray", error.Message, StringComparison.Ordinal);
    }

    private sealed record Stray(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc);

    [GeneratedRegex("^[a-z]+(_[a-z]+)*([.][a-z]+(_[a-z]+)*)+$")]
    private static partial Regex Dotted();
}
