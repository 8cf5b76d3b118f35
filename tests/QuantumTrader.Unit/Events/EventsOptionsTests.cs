using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Events;

public sealed class EventsOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddEvents_Defaults_OpensTheJournalInItsFolder()
    {
        await using var provider = Provider();

        Assert.True(await provider.GetRequiredService<IEventBus>().PublishAsync(TestEvents.Numbered(1)));
        Assert.True(File.Exists(Path.Combine(_folder["events"], "00000000000000000001.jsonl")));
        Assert.Same(provider.GetRequiredService<IEventBus>(), provider.GetRequiredService<InProcessEventBus>());
        Assert.Same(provider.GetRequiredService<IEventJournal>(), provider.GetRequiredService<IJournalLines>());
        provider.GetRequiredService<IJournalConsumers>().Register("someone");
        Assert.True(File.Exists(Path.Combine(_folder["events"], ConsumersFile.Name)));
    }

    [Theory]
    [InlineData("SegmentSizeMax", "10")]
    [InlineData("SegmentSizeMax", "many")]
    [InlineData("QueueMax", "0")]
    [InlineData("ProbeInterval", "00:00:00")]
    [InlineData("StallAfter", "00:02:00")]
    [InlineData("Retention", "00:59:59")]
    [InlineData("Retention", "3650.00:00:01")]
    [InlineData("Directory", "")]
    [InlineData("Directory", "/elsewhere")]
    [InlineData("Directory", "../events")]
    [InlineData("SegmentSize", "1000000")]
    public void AddEvents_ImpossibleSetting_RefusesAndNamesTheKey(string key, string value)
    {
        using var provider = Provider((key, value));

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IOptions<EventsOptions>>().Value);
        Assert.Contains(key, error.Message + error.InnerException?.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Provider(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Events:{s.Key}", (string?)s.Value))).Build());
        services.AddLogging();
        services.AddEvents(_folder.Path);
        return services.BuildServiceProvider();
    }
}
