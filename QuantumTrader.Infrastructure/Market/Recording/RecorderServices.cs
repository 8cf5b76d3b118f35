using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

public static class RecorderServices
{
    /// <param name="services">Of the app.</param>
    /// <param name="folder">For the recordings.</param>
    public static IServiceCollection AddMarketRecorder(this IServiceCollection services, string folder)
    {
        services.AddOptions<RecorderOptions>()
            .BindConfiguration(RecorderOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(p => new MarketRecorder(
            Recorded(p), folder, PhysicalDisk.Instance, () => FreeBytes(folder), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<MarketRecorder>>()));
        services.AddHostedService(p => p.GetRequiredService<MarketRecorder>());
        return services;
    }

    /// <summary>A synthetic market or a file can be had again; a rehearsed day and a real one cannot.</summary>
    private static RecorderOptions Recorded(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<RecorderOptions>>().Value;
        var isExchange = services.GetRequiredService<IOptions<MarketOptions>>().Value.Source == MarketSourceKind.Exchange;
        return new RecorderOptions
        {
            Enabled = options.Enabled && isExchange,
            Marks = options.Marks,
            RetentionDays = options.RetentionDays,
            FreeBytesMin = options.FreeBytesMin,
        };
    }

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
