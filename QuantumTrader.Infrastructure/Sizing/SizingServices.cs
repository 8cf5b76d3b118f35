using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Sizing;

public static class SizingServices
{
    /// <summary>The sizer, with what it learned before, from <c>models/sizing.qtable</c> of <paramref name="dataDirectory"/>.</summary>
    public static IServiceCollection AddSizing(this IServiceCollection services, string dataDirectory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        services.AddOptions<SizingOptions>()
            .BindConfiguration(SizingOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(new QTableFile(Path.Combine(dataDirectory, "models", "sizing.qtable")));
        services.TryAddSingleton(CreateSizer);
        return services;
    }

    private static RlPositionSizer CreateSizer(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SizingOptions>>().Value;
        var log = provider.GetRequiredService<ILogger<RlPositionSizer>>();
        var load = provider.GetRequiredService<QTableFile>().Load();
        if (load is QTableLoad.Rejected rejected)
        {
            log.QTableRejected(rejected.Problem, rejected.KeptAs ?? "its place");
        }

        return new RlPositionSizer(options.ToSettings(), new SeededRandom(options.Seed), load.Image.Table, load.Image.Recent);
    }
}
