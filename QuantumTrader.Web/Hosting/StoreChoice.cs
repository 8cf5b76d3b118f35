namespace QuantumTrader.Web.Hosting;

/// <summary>Which store the configuration asks for, before its options are checked.</summary>
public static class StoreChoice
{
    public static bool IsRedis(IConfiguration configuration) => string.Equals(configuration["Store:Provider"], "Redis", StringComparison.OrdinalIgnoreCase);
}
