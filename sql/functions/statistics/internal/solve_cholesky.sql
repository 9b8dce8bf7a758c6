-- solve_cholesky: the solution of a system of linear equations.

create or replace function bandit_internal.solve_cholesky(
    p_matrix double precision[],   -- n x n, symmetric and positive definite, row by row; only its lower triangle is read
    p_vector double precision[]    -- n
) returns double precision[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_n        constant integer := cardinality(p_vector);
    v_factor   double precision[] := p_matrix;   -- lower triangle: L of L L' = matrix
    v_solution double precision[] := p_vector;
    v_sum      double precision;
begin
    for i in 0 .. v_n - 1 loop
        for j in 0 .. i loop
            v_sum := v_factor[i * v_n + j + 1];
            for k in 0 .. j - 1 loop
                v_sum := v_sum - v_factor[i * v_n + k + 1] * v_factor[j * v_n + k + 1];
            end loop;
            v_factor[i * v_n + j + 1] := case when i = j then sqrt(v_sum) else v_sum / v_factor[j * v_n + j + 1] end;
        end loop;
        v_sum := v_solution[i + 1];
        for k in 0 .. i - 1 loop
            v_sum := v_sum - v_factor[i * v_n + k + 1] * v_solution[k + 1];
        end loop;
        v_solution[i + 1] := v_sum / v_factor[i * v_n + i + 1];
    end loop;
    for i in reverse v_n - 1 .. 0 loop
        v_sum := v_solution[i + 1];
        for k in i + 1 .. v_n - 1 loop
            v_sum := v_sum - v_factor[k * v_n + i + 1] * v_solution[k + 1];
        end loop;
        v_solution[i + 1] := v_sum / v_factor[i * v_n + i + 1];
    end loop;
    return v_solution;
end
$function$;

comment on function bandit_internal.solve_cholesky(double precision[], double precision[]) is
    'Returns x, n numbers, with A x = y, by the Cholesky factor of A (Golub and Van Loan, Matrix Computations, 4.2). A that is not positive definite raises 2201F (square root of a negative number) or 22012 (division by zero). NULL for NULL.';

revoke all on function bandit_internal.solve_cholesky(double precision[], double precision[]) from public;
grant execute on function bandit_internal.solve_cholesky(double precision[], double precision[]) to bandit_operator, bandit_reader;
