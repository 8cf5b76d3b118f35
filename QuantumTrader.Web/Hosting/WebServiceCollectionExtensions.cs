namespace QuantumTrader.Web.Hosting;

internal static class WebServiceCollectionExtensions
{
    public static IServiceCollection AddWebOptions(this IServiceCollection services)
    {
        services.AddOptions<WebOptions>()
            .BindConfiguration(WebOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services;
    }
}
