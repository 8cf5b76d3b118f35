using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Infrastructure.Execution;

public static class PaperExchangeRegistration
{
    /// <summary>
    /// The paper exchange as <see cref="IExchange"/> and <see cref="IExchangeReader"/>. The engine awaits
    /// <see cref="PaperExchange.LoadAsync"/>, subscribes, and only then lets bars in.
    /// </summary>
    /// <param name="services">Must also hold the configuration.</param>
    /// <param name="databasePath">The engine's SQLite file.</param>
    /// <param name="instruments">The rules of every symbol that the market delivers; see <see cref="PaperInstruments"/>.</param>
    public static IServiceCollection AddPaperExchange(
        this IServiceCollection services,
        Func<IServiceProvider, string> databasePath,
        Func<IServiceProvider, IReadOnlyList<Instrument>> instruments)
    {
        services.AddOptions<PaperOptions>()
            .BindConfiguration(PaperOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PaperOptions>, ValidatePaperOptions>());
        services.TryAddSingleton(TimeProvider.System); // seam: tests register a fake clock first
        services.TryAddSingleton<IPaperAccountStore>(s => new SqlitePaperAccountStore(databasePath(s), "main", s.GetRequiredService<TimeProvider>())); // seam
        services.TryAddSingleton(s => Make(s, instruments(s)));
        services.TryAddSingleton<IExchange>(s => s.GetRequiredService<PaperExchange>());
        services.TryAddSingleton<IExchangeReader>(s => s.GetRequiredService<PaperExchange>());
        return services;
    }

    private static PaperExchange Make(IServiceProvider services, IReadOnlyList<Instrument> instruments)
    {
        var options = services.GetRequiredService<IOptions<PaperOptions>>().Value;
        return new(
            options.ToSettings(),
            instruments,
            options.Seed,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<IPaperAccountStore>(),
            services.GetRequiredService<ILogger<PaperExchange>>());
    }
}
